import type { Detection } from '../geometry/square.ts'
import type { MediapipeFiles } from './assets.ts'
import { Detector } from './detector.ts'
import { PAGE_HOST } from './detector-host.ts'
import type { DetectorService } from './detector-worker.ts'
import { LandmarkerError } from './errors.ts'
import type { Range } from './result.ts'
import { Remote } from './rpc.ts'
import { sendable, sizeOf, type ImageSource } from './source.ts'

/** Longest wait for the worker's first, empty detection; the page's own thread needs 2 s at worst. */
const PATIENCE = 20_000

/**
 * Finds faces in a worker of its own; on the page's thread where that worker does not work, such as
 * in a browser without WebGL in workers.
 */
export class Finder {
  readonly #files: MediapipeFiles
  readonly #makeWorker: () => Worker
  #worker: Remote<DetectorService> | undefined
  #onPage: Detector | undefined
  #closed = false

  constructor(files: MediapipeFiles, makeWorker: () => Worker) {
    this.#files = files
    this.#makeWorker = makeWorker
  }

  /** Where faces are found. */
  get place(): 'worker' | 'page' {
    return this.#worker ? 'worker' : 'page'
  }

  /** Loads MediaPipe and runs it once. @throws LandmarkerError 'detector' if it runs nowhere. */
  async start(): Promise<void> {
    const empty = new OffscreenCanvas(64, 64)
    empty.getContext('2d')
    try {
      this.#worker = new Remote(this.#makeWorker())
      const timer = setTimeout(() => this.#worker?.end(new Error('it did not start in time')), PATIENCE)
      await this.#worker.call('start', this.#files)
      await this.#inWorker(this.#worker, empty, 'short')
      clearTimeout(timer)
    } catch (error) {
      this.#toPage(error)
      await this.detect(empty, 'short')
    }
  }

  /**
   * Faces in an image, largest first, in pixels of the image.
   * @throws LandmarkerError 'detector' if MediaPipe fails, or 'disposed'.
   */
  async detect(source: ImageSource, range: Range): Promise<Detection[]> {
    if (this.#worker) {
      try {
        return await this.#inWorker(this.#worker, source, range)
      } catch (error) {
        this.#toPage(error)
      }
      // A video's frame has been moved on by now; the next one is looked at on the page.
      if (sizeOf(source).width === 0) return []
    }
    if (this.#closed) throw new LandmarkerError('disposed', 'This landmarker has been disposed.')
    this.#onPage ??= new Detector(this.#files, PAGE_HOST)
    // A copy made now: while MediaPipe loads, a video's frame moves on to the networks.
    const frame = await sendable(source)
    try {
      return await this.#onPage.detect(frame, range)
    } finally {
      frame.close()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#worker?.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
    this.#worker = undefined
    await this.#onPage?.close()
  }

  async #inWorker(worker: Remote<DetectorService>, source: ImageSource, range: Range): Promise<Detection[]> {
    const frame = await sendable(source)
    return worker.call('detect', { frame, range }, [frame])
  }

  #toPage(error: unknown): void {
    this.#worker?.end(error instanceof Error ? error : new Error(String(error)))
    this.#worker = undefined
  }
}
