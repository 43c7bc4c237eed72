import type { Point } from '../../../geometry/point.ts'
import type { Square } from '../../../geometry/square.ts'
import type { BackendName } from '../../../landmarker/backend/backends.ts'

/** Network and backend of a library to start. */
export interface LibrarySetup {
  readonly variant: string
  readonly backend: BackendName
  /** Path at which the bench serves the library, if there are several builds of it. */
  readonly folder?: string | undefined
  /** URL of the network's folder, if the library does not know it by name. */
  readonly address?: string | undefined
}

/** Most faces of one photo that `faces` finds. */
export const MAX_COMPARED_FACES = 10

/** Landmarks of one face, in pixels of the image; undefined if none was found. */
export type FacePoints = readonly Point[] | undefined

/** Adapter of a library in the bench, which uses it as its documentation says. */
export interface LibraryAdapter {
  /** Loads everything needed to track one face. */
  start(setup: LibrarySetup): Promise<void>

  /**
   * Tracks one face of a playing video. `seen` gets the landmarks of each processed frame and its capture time (see
   * FrameClock), undefined if unknown; `failed` gets an error.
   * @returns a function that stops the tracking.
   */
  follow(
    video: HTMLVideoElement,
    seen: (face: FacePoints, captured: number | undefined) => void,
    failed: (error: unknown) => void,
  ): () => void

  /** Computes the landmarks of a face in a given square. */
  landmarks?(image: HTMLCanvasElement, face: Square): Promise<unknown>

  /** Makes the library detect faces again in the next image, even if it resembles the last one. */
  resetTracking?(): Promise<void>

  /** Finds one face in a whole photo, and its landmarks. */
  detect?(image: HTMLCanvasElement): Promise<FacePoints>

  /** Finds all faces in a photo with the library's detector for photos, and all landmarks of each. */
  faces?(image: HTMLCanvasElement): Promise<(readonly Point[])[]>
}
