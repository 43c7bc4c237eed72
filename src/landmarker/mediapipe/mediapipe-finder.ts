import type { Detection } from '../../geometry/square.ts'
import type { FaceFinder, PhotoSearch, VideoSearch } from '../detection/face-finder.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'
import { installTrustedTypesPolicy } from '../worker/trusted-types.ts'
import { WorkerClient } from '../worker/worker-client.ts'
import { toTransferable, type ImageSource } from '../source.ts'
import { BackgroundVideoSearch } from './background-search.ts'
import type { MediapipeFiles } from './files.ts'
import type { MediapipeService } from './mediapipe-worker.ts'

/**
 * Finds faces with @mediapipe/face_detection's own runtime, in a worker of its own. For comparison with
 * `BlazeFaceFinder`, which runs the same network.
 */
export class MediapipeFinder implements FaceFinder {
  readonly takesPixels = false
  readonly #client: WorkerClient<MediapipeService>

  private constructor(client: WorkerClient<MediapipeService>) {
    this.#client = client
  }

  /** Starts the worker at this URL. @throws LandmarkerError 'detector' */
  static async start(worker: string, files: MediapipeFiles): Promise<MediapipeFinder> {
    installTrustedTypesPolicy()
    try {
      const client = new WorkerClient<MediapipeService>(new Worker(worker, { type: 'module' }))
      await client.call('start', files)
      return new MediapipeFinder(client)
    } catch (error) {
      if (error instanceof LandmarkerError) throw error
      throw new LandmarkerError(
        'detector',
        `MediaPipe's detector did not start: ${getErrorMessage(error)}. Use the default detector.`,
        { cause: error },
      )
    }
  }

  async detect(source: ImageSource, { range }: Pick<PhotoSearch, 'range'>): Promise<Detection[]> {
    const frame = await toTransferable(source)
    return this.#client.call('detect', { frame, range }, [frame])
  }

  startVideo(): VideoSearch {
    return new BackgroundVideoSearch((frame) => this.detect(frame, { range: 'short' }))
  }

  dispose(): void {
    this.#client.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
  }
}
