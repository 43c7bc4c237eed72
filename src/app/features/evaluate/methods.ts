import type { MethodFaces } from '../../../evaluation/method-faces.ts'
import { getFileName } from '../../../evaluation/paths.ts'
import { isPredictionFile } from '../../../evaluation/predictions.ts'
import { readMethodFiles } from '../../../evaluation/read-method.ts'
import { isPhotoPath } from '../../../evaluation/annotation-files.ts'
import type { Dataset } from '../../media/dataset/dataset.ts'
import { collectFiles } from '../../media/dataset/import-dataset.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { TEXT } from '../../ui/text.ts'

/** Most methods at a time: they have a colour each. */
export const MAX_METHODS = 3

/** Predictions of another method beside those of the variants. */
export interface Method {
  /** Name among the variants: `method-1`, and so on. */
  readonly id: string
  readonly label: string
  readonly faces: MethodFaces
}

/** Tells whether a name is that of a method, not of a variant. */
export const isMethod = (name: string): boolean => name.startsWith('method-')

/** Formats the name of a variant, or of a method by its id. */
export const formatSeriesName = (name: string, methods: readonly Method[]): string =>
  methods.find(({ id }) => id === name)?.label ?? formatVariantName(name)

/** Largest file of predictions: 478 points of ten thousand faces take 60 MB as JSON. */
const MAX_BYTES = 128 * 2 ** 20

/** Counts the photos of a data set, and those of which a method has faces. */
export function countMatches({ files }: Dataset, faces: MethodFaces): { photos: number; matched: number } {
  const photos = [...files.keys()].filter(isPhotoPath)
  return { photos: photos.length, matched: photos.filter((path) => faces.has(path)).length }
}

/** Finds the one folder in which all files are, with its slash: it is the method's own, and not the photos'. */
function findTopFolder(paths: Iterable<string>): string {
  const folders = new Set([...paths].map((path) => path.slice(0, path.indexOf('/') + 1)))
  return folders.size === 1 ? [...folders][0]! : ''
}

/**
 * Reads a method's predictions from the files that were chosen.
 * @throws Error with a sentence for the user if a file cannot be read, or if none of its photos is in the data set.
 */
export async function readMethod(
  chosen: readonly File[],
  dataset: Dataset,
  methods: readonly Method[],
): Promise<Method> {
  const { name, files } = await collectFiles(chosen, isPredictionFile)
  if (files.size === 0) throw new Error(TEXT.evaluate.methods.noFiles(name))
  const folder = findTopFolder(files.keys())
  const texts = []
  for (const [path, file] of files) {
    const blob = await file.open()
    if (blob.size > MAX_BYTES) throw new Error(TEXT.evaluate.methods.tooLarge(path, MAX_BYTES))
    texts.push({ path: path.slice(folder.length), text: await blob.text() })
  }
  const faces = readMethodFiles(name, texts)
  if (countMatches(dataset, faces).matched === 0) {
    const ours = [...dataset.files.keys()].find(isPhotoPath)
    throw new Error(
      TEXT.evaluate.methods.noMatch(name, faces.firstPhoto ?? '', dataset.name, getFileName(ours ?? '')),
    )
  }
  const used = methods.map(({ id }) => id)
  const id = Array.from({ length: MAX_METHODS }, (_, i) => `method-${i + 1}`).find(
    (own) => !used.includes(own),
  )
  if (!id) throw new Error(TEXT.evaluate.methods.tooMany(MAX_METHODS))
  return { id, label: name, faces }
}
