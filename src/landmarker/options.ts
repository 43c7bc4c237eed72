import type { BackendChoice, BackendName, Restart } from './backend/backends.ts'
import type { SearchRange } from './result.ts'
import type { ProgressCallback } from './worker/rpc.ts'

export interface LandmarkerOptions {
  /**
   * Name of a shipped variant, or the address of a folder that training/export.py wrote. An address holds a
   * slash, as in `./mine`, and may be relative to the page; in results its variant goes by the full
   * address, which `variants` of the landmarker gives.
   */
  readonly variant?: string
  /** Most faces to find, largest first; 20 in an image and 4 in a video if not said. */
  readonly maxFaces?: number
  /**
   * How faces are found: by MediaPipe's short-range network on the landmarks' own backend (if not said), or by
   * @mediapipe/face_detection's own runtime, which loads 6 MB more and needs WebGL.
   */
  readonly detector?: 'blaze-face' | 'mediapipe'
  /**
   * The backend to run on. Without one wasm answers first; then graphics hardware is tried while nothing waits, and
   * used if it is clearly faster and finds the same landmarks. The choice is kept with the weights.
   */
  readonly backend?: BackendName
  /**
   * Where a copy of the package's folder `assets` is served (ending in a slash), if a bundler does not
   * place its files by itself.
   */
  readonly assets?: string
  /**
   * Name of the browser's Cache Storage in which weights are kept for the next visit; `wingmark@` and the
   * package's version if not said, so that other versions on one origin keep their own. False keeps nothing.
   */
  readonly cache?: string | false
  /** Bytes of weights loaded. */
  readonly progress?: ProgressCallback
  /** Another backend has taken over, because it is faster. */
  readonly onBackend?: (backend: BackendChoice) => void
  /** The networks were lost, with their worker or the graphics device, and have been started again. */
  readonly onRestart?: (restart: Restart) => void
}

/** How far the cascade goes on a still picture. */
export interface CascadeOptions {
  /** 1 ends after CNN-6. */
  readonly stages?: 1 | 2
  /**
   * Most looks of stage 1 at a face, each from what the last one found; 3 if not said, and it stops as
   * soon as a look was near enough. 0 leaves stage 1 out: stage 2 sees the squares as they are.
   */
  readonly looks?: number
}

export interface DetectOptions extends CascadeOptions {
  /** 'short' for a camera's frame, 'both' (if not said) for photos with small faces too. */
  readonly range?: SearchRange
  /**
   * Smallest face to look for, as a share of the photo's longer side: 0.09 if not said, which takes five looks at
   * the photo. Smaller ones take more: 0.03 some fifty.
   */
  readonly smallestFace?: number
  /**
   * Least probability of a face by networks that can tell (`presence`), 0.5 if not said: the detector takes some
   * leaves for faces. 0 keeps all.
   */
  readonly minPresence?: number
  readonly maxFaces?: number
}
