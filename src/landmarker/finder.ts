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
/** Detections that fail one after another in the worker before the page takes over. */
const FAILURES = 2
/** Milliseconds until a new worker is tried where one has worked before; each time twice as long. */
const RETURN_MS = 10_000

/**
 * Finds faces in a worker of its own; on the page's thread where that worker does not work, such as
 * in a browser without WebGL in workers. One that worked and fails is tried again, then replaced; the
 * page's thread does its work only until the new one has started.
 */
export class Finder {
  readonly #files: MediapipeFiles
  readonly #makeWorker: () => Worker
  #worker: Remote<DetectorService> | undefined
  #onPage: Detector | undefined
  #failures = 0
  #returnMs = RETURN_MS
  #returning: ReturnType<typeof setTimeout> | undefined
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
    try {
      this.#worker = await this.#startWorker()
    } catch {
      // It may never work here: it is not tried again.
      await this.#detectOnPage(emptyImage(), 'short')
    }
  }

  /**
   * Faces in an image, largest first, in pixels of the image.
   * @throws LandmarkerError 'detector' if MediaPipe fails, or 'disposed'.
   */
  async detect(source: ImageSource, range: Range): Promise<Detection[]> {
    while (this.#worker) {
      const worker = this.#worker
      // A source that cannot be copied is no fault of the worker's.
      const frame = await sendable(source)
      try {
        const found = await worker.call('detect', { frame, range }, [frame])
        this.#failures = 0
        return found
      } catch (error) {
        frame.close()
        if (worker.failure || ++this.#failures >= FAILURES) this.#leaveWorker(worker, error)
      }
      // A video's frame has been moved on by now; the next one is looked at.
      if (!this.#closed && sizeOf(source).width === 0) return []
    }
    return this.#detectOnPage(source, range)
  }

  async #detectOnPage(source: ImageSource, range: Range): Promise<Detection[]> {
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
    clearTimeout(this.#returning)
    this.#worker?.end(new LandmarkerError('disposed', 'This landmarker has been disposed.'))
    this.#worker = undefined
    await this.#onPage?.close()
  }

  /** Loads MediaPipe in a worker and runs it once. @throws Error if it does not work there. */
  async #startWorker(): Promise<Remote<DetectorService>> {
    const worker = new Remote<DetectorService>(this.#makeWorker())
    const timer = setTimeout(() => worker.end(new Error('it did not start in time')), PATIENCE)
    try {
      await worker.call('start', this.#files)
      const frame = await createImageBitmap(emptyImage())
      await worker.call('detect', { frame, range: 'short' }, [frame])
      return worker
    } catch (error) {
      worker.end(new Error('it did not start'))
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Goes on on the page, until a new worker has started. */
  #leaveWorker(worker: Remote<DetectorService>, error: unknown): void {
    worker.end(error instanceof Error ? error : new Error(String(error)))
    // Several detections may fail with one worker.
    if (this.#worker !== worker) return
    this.#worker = undefined
    this.#failures = 0
    this.#returnLater()
  }

  #returnLater(): void {
    if (this.#closed) return
    this.#returning = setTimeout(() => void this.#return(), this.#returnMs)
    this.#returnMs *= 2
  }

  async #return(): Promise<void> {
    try {
      const worker = await this.#startWorker()
      if (this.#closed) worker.end(new Error('it is not needed'))
      else this.#worker = worker
    } catch {
      this.#returnLater()
    }
  }
}

function emptyImage(): OffscreenCanvas {
  const empty = new OffscreenCanvas(64, 64)
  empty.getContext('2d')
  return empty
}
