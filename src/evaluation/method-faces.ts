import type { Point } from '../geometry/point.ts'
import { computeLandmarkSquare } from '../geometry/square.ts'
import { matchToGroundTruth } from './match-face.ts'
import type { PredictedFace } from './predictions.ts'

/** Removes the extension of a path and unifies its separators. */
function toStem(path: string): string {
  const unified = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '')
  return unified.replace(/\.\w{1,5}$/, '')
}

/** Lists a path and its ends below each folder, the longest first: a/b/c, b/c, c. */
function listEnds(stem: string): string[] {
  const parts = stem.split('/')
  return parts.map((_, i) => parts.slice(i).join('/'))
}

/** Faces that one method found, by photo. */
export class MethodFaces {
  readonly name: string
  readonly #byPhoto = new Map<string, PredictedFace[]>()
  /** The one photo with each end of a path; undefined if there are several. */
  readonly #byEnd = new Map<string, string | undefined>()

  constructor(name: string, faces: readonly PredictedFace[]) {
    this.name = name
    for (const face of faces) {
      const stem = toStem(face.photo)
      const known = this.#byPhoto.get(stem)
      if (known) known.push(face)
      else this.#byPhoto.set(stem, [face])
    }
    for (const stem of this.#byPhoto.keys())
      for (const end of listEnds(stem)) this.#byEnd.set(end, this.#byEnd.has(end) ? undefined : stem)
  }

  /** Number of photos with faces. */
  get photos(): number {
    return this.#byPhoto.size
  }

  /** Tells whether there are faces of a photo. Its path may have more or fewer folders in front. */
  has(photo: string): boolean {
    return this.#findFaces(photo).length > 0
  }

  /** First of the photos, as the method names them. */
  get firstPhoto(): string | undefined {
    return [...this.#byPhoto.values()].at(0)?.at(0)?.photo
  }

  /**
   * Finds the landmarks of an annotated face; undefined if the method did not find it. The photo's path may have more
   * or fewer folders in front than in the method's file.
   */
  find(photo: string, truth: readonly Point[]): readonly Point[] | undefined {
    const faces = this.#findFaces(photo)
    const squares = faces.map(({ landmarks }) => ({ landmarks, square: computeLandmarkSquare(landmarks) }))
    return matchToGroundTruth(squares, truth)?.landmarks
  }

  #findFaces(photo: string): readonly PredictedFace[] {
    const stem = toStem(photo)
    const place = [...listEnds(stem), this.#byEnd.get(stem)].find(
      (path) => path !== undefined && this.#byPhoto.has(path),
    )
    return this.#byPhoto.get(place ?? '') ?? []
  }
}
