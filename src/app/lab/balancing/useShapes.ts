import { useEffect, useState } from 'react'
import type { FaceSet } from '../../../evaluation/face-sets.ts'
import type { Point } from '../../../geometry/point.ts'
import { squareOfAnnotation } from '../../../geometry/square.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { Dataset, Problem, Source } from '../dataset/dataset.ts'
import { photosOf } from '../dataset/faces.ts'

/** A face of a data set: its points, and the photo they belong to. */
export interface MarkedFace {
  readonly photo: Source
  readonly landmarks: readonly Point[]
}

export interface Shapes {
  readonly faces: readonly MarkedFace[]
  readonly problems: readonly Problem[]
}

/** React hears of the count this often, in ms. */
const HEARD_EVERY = 250

async function readShapes(
  dataset: Dataset,
  sets: readonly FaceSet[],
  signal: AbortSignal,
  progress: (read: number) => void,
): Promise<Shapes> {
  const problems: Problem[] = [...dataset.problems]
  const faces: MarkedFace[] = []
  const photos = await photosOf(dataset, sets, (problem) => problems.push(problem))
  let heardAt = 0
  for (const { photo, annotation, landmarks } of photos) {
    if (signal.aborted) break
    try {
      for (const points of await landmarks()) {
        // Nothing can be laid on a shape without a size.
        if (squareOfAnnotation(points).side > 0) faces.push({ photo, landmarks: points })
        else problems.push({ path: annotation, reason: 'all points are in one place' })
      }
    } catch (error) {
      problems.push({ path: annotation, reason: messageOf(error) })
    }
    if (performance.now() - heardAt > HEARD_EVERY) {
      heardAt = performance.now()
      progress(faces.length)
    }
  }
  return { faces, problems }
}

/** The shapes of sets of a data set, once they are read, and how many are so far; photos are not opened. */
export function useShapes(dataset: Dataset | undefined, sets: readonly FaceSet[]) {
  const [shapes, setShapes] = useState<Shapes>()
  const [read, setRead] = useState(0)
  const names = sets.map(({ name }) => name).join('|')

  useEffect(() => {
    setShapes(undefined)
    setRead(0)
    if (!dataset) return
    const gone = new AbortController()
    void readShapes(dataset, sets, gone.signal, (count) => {
      if (!gone.signal.aborted) setRead(count)
    }).then((found) => {
      if (!gone.signal.aborted) setShapes(found)
    })
    return () => gone.abort()
    // The list of sets is made anew each time; its names say whether it is another one.
  }, [dataset, names])

  return { shapes, read }
}
