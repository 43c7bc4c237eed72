import type { Detection } from '../geometry/square.ts'
import { Detector, type DetectorHost } from './detector.ts'
import type { Range } from './result.ts'
import type { MediapipeFiles } from './assets.ts'
import { serve } from './rpc.ts'
import { trustOwnScripts } from './own-scripts.ts'

// A classic worker, not a module: MediaPipe's loaders are scripts.
declare function importScripts(url: string): void

/**
 * The little of a page that MediaPipe asks for: it makes canvases, and script tags for its loaders.
 * Its own branch for workers (1 without `window`) does not start: it reads an undefined Module.
 */
function standInForPage(): void {
  const make: Readonly<Record<string, () => unknown>> = {
    canvas: () => Object.assign(new OffscreenCanvas(1, 1), { style: {} }),
    script: () => new Script(),
  }
  const document = {
    createElement: (tag: string) => make[tag]?.() ?? {},
    body: { appendChild: (script: Script) => script.run() },
    addEventListener: () => undefined,
  }
  Object.assign(self, { window: self, document })
}

/** A script tag that runs when it is appended. */
class Script {
  readonly #attributes = new Map<string, string>()
  readonly #listeners = new Map<string, () => void>()

  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value)
  }

  addEventListener(type: string, listener: () => void): void {
    this.#listeners.set(type, listener)
  }

  run(): void {
    let type = 'load'
    try {
      importScripts(this.#attributes.get('src') ?? '')
    } catch {
      type = 'error'
    }
    this.#listeners.get(type)?.()
  }
}

const host: DetectorHost = {
  canvas: () => new OffscreenCanvas(1, 1),
  load: (script) => {
    standInForPage()
    importScripts(script)
    return Promise.resolve()
  },
}

let detector: Detector | undefined

trustOwnScripts()

const service = {
  start: (files: MediapipeFiles): void => {
    detector = new Detector(files, host)
  },

  /** Closes the frame. */
  async detect({ frame, range }: { frame: ImageBitmap | VideoFrame; range: Range }): Promise<Detection[]> {
    try {
      if (!detector) throw new Error('start comes first')
      return await detector.detect(frame, range)
    } finally {
      frame.close()
    }
  },
}

export type DetectorService = typeof service

serve(self, service)
