import type { Detection, Square } from '../../geometry/square.ts'
import type { SearchRange } from '../result.ts'
import type { ImageSource } from '../source.ts'

/** How a photo is searched for faces. */
export interface PhotoSearch {
  readonly range: SearchRange
  /** Smallest face to look for, as a share of the photo's longer side. */
  readonly smallestFace?: number | undefined
}

/** Faces seen in one frame of a video. */
export interface Sighting {
  /** Largest first, in pixels of the frame. */
  readonly detections: readonly Detection[]
  /** Tells whether a face with this square would have been seen. */
  covers(square: Square): boolean
}

/** The search for faces over the frames of one video, which looks at a part of them alone. */
export interface VideoSearch {
  /**
   * Looks at a frame if it is time to, and gives what was seen, or undefined if nothing was looked at.
   * `now` is in milliseconds of any clock, `known` are the faces that are followed and need no second look.
   */
  searchFrame(source: ImageSource, now: number, known: readonly Square[]): Promise<Sighting | undefined>
  /** Milliseconds that the last look took. */
  readonly lastSearchMs: number
  /** Looks as soon as possible: a face has been lost. */
  searchSoon(): void
  /** Ends the search. */
  end(): void
}

/** Finds faces in photos and videos: BlazeFace on the networks' backend, or MediaPipe's own runtime. */
export interface FaceFinder {
  /**
   * Finds the faces of a photo, largest first, in pixels of the photo.
   * @throws LandmarkerError 'detector'
   */
  detect(source: ImageSource, search: PhotoSearch): Promise<Detection[]>
  startVideo(): VideoSearch
  dispose(): void
}
