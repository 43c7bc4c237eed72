import type { Detection } from '../../geometry/square.ts'
import type { FaceFinder, PhotoSearch, VideoSearch } from '../detection/face-finder.ts'
import { LandmarkerError, messageOf } from '../errors.ts'
import { trustOwnScripts } from '../worker/trusted-types.ts'
import { Remote } from '../worker/rpc.ts'
import { sendable, type ImageSource } from '../source.ts'
import { BackgroundVideoSearch } from './background-search.ts'
import type { MediapipeFiles } from './files.ts'
import type { MediapipeService } from './mediapipe-worker.ts'

/**
 * Finds faces with @mediapipe/face_detection's own runtime, which runs in a worker of its own: for those who trust
 * the original more, and to compare with.
 */
export class MediapipeFinder implements FaceFinder {
  readonly #remote: Remote<MediapipeService>

  private constructor(remote: Remote<MediapipeService>) {
    this.#remote = remote
  }

  /** Starts the worker at this address. @throws LandmarkerError 'detector' */
  static async start(worker: string, files: MediapipeFiles): Promise<MediapipeFinder> {
    trustOwnScripts()
    try {
      const remote = new Remote<MediapipeService>(new Worker(worker, { type: 'module' }))
      await remote.call('start', files)
      return new MediapipeFinder(remote)
    } catch (error) {
      if (error instanceof LandmarkerError) throw error
      throw new LandmarkerError(
        'detector',
        `MediaPipe's detector did not start: ${messageOf(error)}. Use the default detector.`,
        { cause: error },
      )
    }
  }

  async detect(source: ImageSource, { range }: Pick<PhotoSearch, 'range'>): Promise<Detection[]> {
    const frame = await sendable(source)
    return this.#remote.call('detect', { frame, range }, [frame])
  }

  startVideo(): VideoSearch {
    return new BackgroundVideoSearch((frame) => this.detect(frame, { range: 'short' }))
  }

  dispose(): void {
    this.#remote.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
  }
}
