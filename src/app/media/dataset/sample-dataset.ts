import { groupIntoSets } from '../../../evaluation/face-sets.ts'
import { TEXT } from '../../ui/text.ts'
import { SAMPLE_PHOTOS } from '../samples.ts'
import type { Dataset, DatasetFile } from './dataset.ts'

/** Points of the faces of the sample photos, by path; docs/evaluate.md tells how they were placed. */
const ANNOTATIONS = import.meta.glob<string>('../sample-faces/*.pts', { query: '?raw', import: 'default' })

const getName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

async function fetchPhoto(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => undefined)
  if (!response?.ok) throw new Error(TEXT.dataset.sampleFailed)
  return response.blob()
}

const sampleDatasets = new WeakSet<Dataset>()

/** Tells whether a data set is that of the sample photos. */
export const isSampleDataset = (dataset: Dataset): boolean => sampleDatasets.has(dataset)

/** Creates the data set of the sample photos, whose files are loaded when they are needed. */
export function createSampleDataset(): Dataset {
  const annotations = Object.entries(ANNOTATIONS).map(([path, read]): DatasetFile => ({
    path: getName(path),
    open: async () => new Blob([await read()]),
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
