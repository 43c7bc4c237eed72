import { useEffect, useState } from 'react'
import type { FaceSet } from '../../../evaluation/face-sets.ts'
import { computeAnnotationSquare } from '../../../geometry/square.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Dataset, Problem } from '../../media/dataset/dataset.ts'
import { listDatasetPhotos, type AnnotatedFace } from '../../media/dataset/dataset-photos.ts'
import { TEXT } from '../../ui/text.ts'

export interface Shapes {
  readonly faces: readonly AnnotatedFace[]
  readonly problems: readonly Problem[]
  /** True if reading was stopped before all files were read. */
  readonly stopped: boolean
}

/** Progress of reading. */
export interface ReadingProgress {
  readonly faces: number
  /** Number of photos read, and of all photos. */
  readonly done: number
  readonly all: number
}

/** Interval of progress updates. */
const PROGRESS_INTERVAL_MS = 250

async function readShapes(
  dataset: Dataset,
  sets: readonly FaceSet[],
  signal: AbortSignal,
  progress: (reading: ReadingProgress) => void,
): Promise<Shapes> {
  const problems: Problem[] = [...dataset.problems]
  const faces: AnnotatedFace[] = []
  const photos = await listDatasetPhotos(dataset, sets, (problem) => problems.push(problem))
  let heardAt = 0
  for (const [done, { photo, annotation, landmarks }] of photos.entries()) {
    if (signal.aborted) return { faces, problems, stopped: true }
    try {
      for (const points of await landmarks()) {
        // A shape without size cannot be aligned.
        if (computeAnnotationSquare(points).side > 0) faces.push({ source: photo, truth: points })
        else problems.push({ path: annotation, reason: TEXT.dataset.pointsCoincide })
      }
    } catch (error) {
      problems.push({ path: annotation, reason: getErrorMessage(error) })
    }
    if (performance.now() - heardAt > PROGRESS_INTERVAL_MS) {
      heardAt = performance.now()
      progress({ faces: faces.length, done: done + 1, all: photos.length })
    }
  }
  return { faces, problems, stopped: false }
}

/**
 * Reads the annotated shapes of the chosen sets, without opening photos. Returns the shapes, the progress,
 * and functions to stop and to read again.
 */
export function useShapes(dataset: Dataset | undefined, sets: readonly FaceSet[]) {
  const [shapes, setShapes] = useState<Shapes>()
  const [reading, setReading] = useState<ReadingProgress>()
  const [work, setWork] = useState<AbortController>()
  const [round, setRound] = useState(0)
  const names = sets.map(({ name }) => name).join('|')

  useEffect(() => {
    setShapes(undefined)
    setReading(undefined)
    if (!dataset) return
    let isDiscarded = false
    const controller = new AbortController()
    setWork(controller)
    void readShapes(dataset, sets, controller.signal, (next) => {
      if (!isDiscarded) setReading(next)
    }).then((found) => {
      if (!isDiscarded) setShapes(found)
    })
    return () => {
      isDiscarded = true
      controller.abort()
    }
    // `sets` is a new array each time; compare its names.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [dataset, names, round])

  return { shapes, reading, stop: () => work?.abort(), readAgain: () => setRound(round + 1) }
}
