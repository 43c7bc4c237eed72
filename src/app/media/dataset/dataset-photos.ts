import { parseDlib } from '../../../evaluation/dlib.ts'
import { FormatError } from '../../../evaluation/format-error.ts'
import { findPhotoOfPts, createPhotoFinder, type FaceSet } from '../../../evaluation/face-sets.ts'
import { parsePts } from '../../../evaluation/pts.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Dataset, Problem, DatasetFile } from './dataset.ts'
import { MAX_ENTRY_BYTES } from './open-zip.ts'
import { TEXT } from '../../ui/text.ts'

/** Annotated face: its photo, and its true landmarks in pixels of the photo. */
export interface AnnotatedFace {
  readonly source: DatasetFile
  readonly truth: readonly Point[]
}

/** Photo with annotated faces. */
export interface DatasetPhoto {
  readonly photo: DatasetFile
  /** Number of annotated faces. */
  readonly faces: number
  /**
   * True landmarks of each face, in pixels of the photo.
   * @throws Error with a sentence if the annotation cannot be read.
   */
  landmarks(): Promise<readonly (readonly Point[])[]>
  /** Path of the annotation. */
  readonly annotation: string
}

/** Maximum size of a .pts file; larger files are not lists of points. */
const MAX_PTS_BYTES = 1e6

async function readPts(source: DatasetFile): Promise<Point[]> {
  const file = await source.open()
  if (file.size > MAX_PTS_BYTES) throw new FormatError(TEXT.dataset.ptsTooLarge(file.size))
  return parsePts(await file.text())
}

async function readXml(source: DatasetFile | undefined): Promise<string> {
  const file = await source?.open()
  if (file && file.size > MAX_ENTRY_BYTES) throw new FormatError(TEXT.dataset.xmlTooLarge(file.size))
  return (await file?.text()) ?? ''
}

/** Lists the annotated photos of a set and reports unusable ones. Reads XML files, but no .pts files yet. */
async function listPhotosOfSet(
  { files }: Dataset,
  set: FaceSet,
  report: (problem: Problem) => void,
): Promise<DatasetPhoto[]> {
  if (set.kind === 'pts') {
    return set.files.flatMap((path) => {
      const annotation = files.get(path)
      try {
        const photo = files.get(findPhotoOfPts(path, (other) => files.has(other)))
        if (!annotation || !photo) return []
        const landmarks = async () => [await readPts(annotation)]
        return [{ photo, faces: 1, landmarks, annotation: path }]
      } catch (error) {
        report({ path, reason: getErrorMessage(error) })
        return []
      }
    })
  }
  const path = set.files[0]!
  try {
    const images = parseDlib(await readXml(files.get(path)))
    const find = createPhotoFinder(path, files.keys())
    return images.flatMap(({ file, faces }) => {
      const photo = files.get(find(file) ?? '')
      for (const face of faces) {
        if (typeof face === 'string') report({ path: `${path}: ${file}`, reason: face })
      }
      const known = faces.filter((face) => typeof face !== 'string')
      if (known.length > 0 && !photo) report({ path: `${path}: ${file}`, reason: TEXT.dataset.photoMissing })
      if (known.length === 0 || !photo) return []
      return [{ photo, faces: known.length, landmarks: () => Promise.resolve(known), annotation: path }]
    })
  } catch (error) {
    report({ path, reason: getErrorMessage(error) })
    return []
  }
}

/** Lists the annotated photos of several sets. */
export async function listDatasetPhotos(
  dataset: Dataset,
  sets: readonly FaceSet[],
  report: (problem: Problem) => void,
): Promise<DatasetPhoto[]> {
  const all: DatasetPhoto[] = []
  for (const set of sets) {
    for (const photo of await listPhotosOfSet(dataset, set, report)) all.push(photo)
  }
  return all
}
