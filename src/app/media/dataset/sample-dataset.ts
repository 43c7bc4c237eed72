import { getFileName } from '../../../evaluation/paths.ts'
import { groupIntoSets } from '../../../evaluation/face-sets.ts'
import { TEXT } from '../../ui/text.ts'
import { SAMPLE_PHOTOS } from '../samples.ts'
import type { Dataset, DatasetFile } from './dataset.ts'

async function fetchPhoto(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => undefined)
  if (!response?.ok) throw new Error(TEXT.dataset.sampleFailed)
  return response.blob()
}

const sampleDatasets = new WeakSet<Dataset>()

/** Tells whether a data set is that of the sample photos. */
export const isSampleDataset = (dataset: Dataset): boolean => sampleDatasets.has(dataset)

/**
 * Loads the data set of the sample photos; the photos themselves are loaded when they are needed.
 * @throws Error if its points could not be loaded.
 */
export async function loadSampleDataset(): Promise<Dataset> {
  const { SAMPLE_POINTS } = await import('./sample-points.ts')
  const annotations = Object.entries(SAMPLE_POINTS).map(([path, text]): DatasetFile => ({
    path: getFileName(path),
    open: () => Promise.resolve(new Blob([text])),
  }))
  const photos = Object.entries(SAMPLE_PHOTOS).map(([name, url]): DatasetFile => ({
    path: `${name}.jpg`,
    open: () => fetchPhoto(url),
  }))
  const files = new Map([...annotations, ...photos].map((file) => [file.path, file]))
  const sets = groupIntoSets(files.keys())
  const dataset: Dataset = { name: TEXT.dataset.sampleFaces, files, sets, problems: [] }
  sampleDatasets.add(dataset)
  return dataset
}
