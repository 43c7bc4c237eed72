import type { BackendChoice, BackendName, Restart } from './backend/backends.ts'
import type { WeightsSources } from './models/variant-source.ts'
import type { SearchRange } from './result.ts'
import type { ProgressCallback } from './worker/rpc.ts'

export interface LandmarkerOptions {
  /**
   * Name of a bundled variant or of one in `weights`, or the URL of a folder written by training/export.py. A URL contains a slash, as
   * in `./mine`, and may be relative to the page; results name such a variant by its absolute URL, as in
   * `variants` of the landmarker. Default: `lite`, the smallest and fastest.
   */
  readonly variant?: string
  /**
   * Weights that this package does not contain, by the name under which `variant` and `use` then know them:
   * `weights: { precise }`, with `import precise from 'wingmark-precise'`, or `weights: { precise: '/precise/' }`, with the
   * URL of that package's folder on your server. They are loaded when their variant is first used.
   */
  readonly weights?: WeightsSources
  /** Maximum number of faces, largest first. Default: 20 in an image, 4 in a video. */
  readonly maxFaces?: number
  /**
   * Face detector: 'blaze-face' (default) runs MediaPipe's short-range network on the same backend as the
   * landmarks; 'mediapipe' uses the runtime of @mediapipe/face_detection, which loads 6 MB more and needs WebGL.
   */
  readonly detector?: 'blaze-face' | 'mediapipe'
  /**
   * Backend to run on. By default the networks start on wasm; graphics backends are then tried while the networks
   * are idle, and used if they are clearly faster and give the same landmarks. The choice is cached with the
   * weights.
   */
  readonly backend?: BackendName
  /**
   * URL (ending in a slash) of a copy of the package's folder `assets`, for bundlers that do not handle its files
   * themselves.
   */
  readonly assets?: string
  /**
   * Name of the cache, in the browser's Cache Storage, that keeps weights for the next visit. Default: `wingmark@`
   * and the package's version, so that different versions on one origin have caches of their own. False disables
   * caching.
   */
  readonly cache?: string | false
  /** Called while weights load. */
  readonly progress?: ProgressCallback
  /** Ends the loading: `createLandmarker` then rejects with the signal's reason. Without effect once it has started. */
  readonly signal?: AbortSignal
  /** Called when the choice of the backend changes, or is explained by new measurements. */
  readonly onBackend?: (backend: BackendChoice) => void
  /** Called when the networks were lost, with their worker or graphics device, and have been restarted. */
  readonly onRestart?: (restart: Restart) => void
}

/** Options of the cascade on a still image. */
export interface CascadeOptions {
  /** 1 ends after CNN-6. */
  readonly stages?: 1 | 2
  /**
   * Maximum number of stage 1 passes per face, each starting from the result of the one before. Default: 3;
   * stage 1 stops early when a pass changes the square little enough. 0 skips stage 1, so that stage 2 uses the
   * given squares unchanged.
   */
  readonly stage1Passes?: number
  /** Cancels the call, which then rejects with the signal's reason; the worker stops at its next step. */
  readonly signal?: AbortSignal
}

export interface DetectOptions extends CascadeOptions {
  /** Search range: 'short' for frames of a camera, 'both' (default) for photos, which may show small faces. */
  readonly range?: SearchRange
  /**
   * Smallest face to search for, as a share of the photo's longer side. Default: 0.09, for which the detector runs
   * on five parts of the photo; 0.03 needs about fifty.
   */
  readonly smallestFace?: number
  /**
   * Minimum `presence` of a face, for variants that predict it. Default: 0.5. It removes false detections such as
   * leaves; 0 keeps all detections.
   */
  readonly minPresence?: number
  readonly maxFaces?: number
}
