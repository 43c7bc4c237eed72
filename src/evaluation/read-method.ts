import { FormatError } from './format-error.ts'
import { MethodFaces } from './method-faces.ts'
import { parsePredictions } from './predictions.ts'

/** File of a method's predictions. */
export interface PredictionText {
  /** Path within what was given, by which .pts files are matched with photos. */
  readonly path: string
  readonly text: string
}

/**
 * Reads a method's predictions from its files: .pts, .csv or .json.
 * @throws FormatError with a sentence if one cannot be read, or if they hold no face.
 */
export function readMethodFiles(name: string, files: readonly PredictionText[]): MethodFaces {
  const faces = files.flatMap(({ path, text }) => {
    try {
      return parsePredictions(path, text)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      throw new FormatError(`${path} cannot be read: ${error.message}.`)
    }
  })
  if (faces.length === 0)
    throw new FormatError(`${name} holds no predictions: .pts, .csv or .json files with faces.`)
  return new MethodFaces(name, faces)
}
