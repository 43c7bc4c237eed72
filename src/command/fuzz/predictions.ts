import { FormatError } from '../../evaluation/format-error.ts'
import { parsePredictions } from '../../evaluation/predictions.ts'
import { checkParser, type FuzzTarget } from './fuzz-target.ts'
import { mutateText } from './mutate-text.ts'
import { assertFace } from './pts.ts'
import type { SeededRandom } from './random.ts'

interface PredictionFile {
  readonly path: string
  readonly text: string
}

/** Creates a small table or list of one to three faces with 68 points. */
function createFile(random: SeededRandom, path: string): string {
  const faces = Array.from({ length: 1 + random.below(3) }, (_, i) => ({
    photo: `set/photo ${i}.jpg`,
    landmarks: Array.from({ length: 68 }, () => [random.below(9999) / 10, random.below(9999) / 10]),
  }))
  if (path.endsWith('.json')) return JSON.stringify(faces)
  const head = faces[0]!.landmarks.map((_, i) => `x_${i},y_${i}`).join()
  const rows = faces.map(({ photo, landmarks }) => `"${photo}",${landmarks.flat().join()}`)
  return ['photo,' + head, ...rows].join('\n')
}

/** Parser of other methods' predictions. */
export const PREDICTIONS_TARGET: FuzzTarget<PredictionFile> = {
  name: 'predictions',
  timeLimitMs: 1000,
  createInput: (random) => {
    const path = random.chance(0.5) ? 'all.csv' : 'all.json'
    return { path, text: mutateText(random, createFile(random, path), createFile(random, path)) }
  },
  parseInput: ({ path, text }) =>
    checkParser(
      () => parsePredictions(path, text),
      FormatError,
      (faces) => {
        for (const { landmarks } of faces) assertFace(landmarks)
      },
    ),
  serialize: ({ path, text }) => `${path}\n${text}`,
}
