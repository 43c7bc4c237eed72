import type { Detection, Square } from '../../geometry/square.ts'
import type { SearchRange } from '../result.ts'
import type { CropSource } from '../pixel-image.ts'
import type { ImageSource } from '../source.ts'

/** Interval of searches of the whole frame while faces are tracked, and while there are none. */
export const SEARCH_INTERVAL_MS = { tracking: 500, searching: 100 }

/** Images with a shorter side cannot contain a detectable face and are not searched. */
export const MIN_IMAGE_SIDE_PX = 16

/**
 * Faces smaller than this share of the image's longer side are detected again in a close look. With MediaPipe's short
 * model, at a share of 0.4 to 0.2, the median error of eye lines is 2 to 3 degrees and that of boxes 7%; at 0.1 it is
 * 11 degrees and 40%.
 */
export const CLOSE_LOOK_SHARE = 0.2

/** Options for the search for faces in a photo. */
export interface PhotoSearch {
  readonly range: SearchRange
  /** Smallest face to search for, as a share of the photo's longer side. */
  readonly smallestFace?: number | undefined
  /** Number of faces after which the search may end; those found are then the largest. Default: all. */
  readonly maxFaces?: number
}

/** Result of a search in one frame of a video. */
export interface SearchResult {
  /** Detected faces, largest first, in pixels of the frame. */
  readonly detections: readonly Detection[]
  /** Returns true if the search would have found a face at this square. */
  covers(square: Square): boolean
}

/** Search for faces over the frames of one video; only some frames are searched. */
export interface VideoSearch {
  /**
   * Searches a frame if a search is due; undefined if it is not. `now` is in milliseconds of any clock; `known` are the
   * squares of tracked faces, which need no close look.
   */
  searchFrame(source: CropSource, now: number, known: readonly Square[]): Promise<SearchResult | undefined>
  /** Milliseconds that the last search took. */
  readonly lastSearchMs: number
  /** Makes a search due at once, after a face has been lost. */
  searchSoon(): void
}

/** Finds faces in photos and videos, with BlazeFace on the networks' backend or with MediaPipe's own runtime. */
export interface FaceFinder {
  /** Tells whether videos can be searched in pixels read into memory; otherwise they are given as images. */
  readonly takesPixels: boolean
  /**
   * Finds the faces of a photo, largest first, in pixels of the photo. An aborted `signal` may end it early.
   * @throws LandmarkerError 'detector', or the signal's reason.
   */
  detect(source: ImageSource, search: PhotoSearch, signal?: AbortSignal): Promise<Detection[]>
  /** Starts the search in a video; in a clip, which frames are searched depends on the given times alone. */
  startVideo(isClip: boolean): VideoSearch
  dispose(): void
}
