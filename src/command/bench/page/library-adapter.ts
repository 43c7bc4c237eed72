import type { Point } from '../../../geometry/point.ts'
import type { Square } from '../../../geometry/square.ts'
import type { BackendName } from '../../../landmarker/backend/backends.ts'

/** What to start: a network of the library, and where it runs. */
export interface LibrarySetup {
  readonly variant: string
  readonly backend: BackendName
  /** Where the bench serves the library, if there are several of it. */
  readonly folder?: string | undefined
  /** Address of the network's folder, if the library does not have it under its name. */
  readonly address?: string | undefined
}

/** Landmarks of one face, in pixels of the image; undefined if there was none. */
export type FaceLandmarks = readonly Point[] | undefined

/** A library in the bench, used as its documentation says. */
export interface LibraryAdapter {
  /** Loads all that following one face needs. */
  start(setup: LibrarySetup): Promise<void>

  /**
   * Follows one face of a video that plays; `seen` gets the landmarks of each new frame that is worked on,
   * and when that frame was captured (see FrameClock), undefined if it is not known.
   * @returns what ends it; `failed` hears of an error.
   */
  follow(
    video: HTMLVideoElement,
    seen: (face: FaceLandmarks, captured: number | undefined) => void,
    failed: (error: unknown) => void,
  ): () => void

  /** The landmarks of a face whose whereabouts are known. */
  landmarks?(image: HTMLCanvasElement, face: Square): Promise<unknown>

  /** Makes it look for a face in the next image, even if that is like the last one. */
  resetTracking?(): Promise<void>

  /** Finds one face in a whole photo, and its landmarks. */
  detect?(image: HTMLCanvasElement): Promise<FaceLandmarks>

  /** All faces in a photo with 68 landmarks each, by the library's own detector for photos. */
  faces?(image: HTMLCanvasElement): Promise<(readonly Point[])[]>
}
