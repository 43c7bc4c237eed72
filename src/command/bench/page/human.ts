import type { Point } from '../../../geometry/point.ts'
import { getLibraryUrl } from './library-url.ts'
import { createAnimationLoop } from './animation-loop.ts'
import { MAX_COMPARED_FACES, type LibraryAdapter } from './library-adapter.ts'

interface HumanResult {
  readonly face: readonly {
    /** In whole pixels. */
    readonly mesh: readonly (readonly [number, number, number])[]
    /** In shares of the image's width and height. */
    readonly meshRaw: readonly (readonly [number, number, number])[]
  }[]
}

/** Part of @vladmandic/human that is used here. */
interface Human {
  load(): Promise<void>
  detect(image: HTMLCanvasElement | HTMLVideoElement, config?: object): Promise<HumanResult>
  readonly tf: { getBackend(): string }
}

let human: Human

/** Difference between images up to which a face is tracked instead of detected; its default. */
const TRACKING_OPTIONS = { cacheSensitivity: 0.7 }

async function find(image: HTMLCanvasElement | HTMLVideoElement, config = TRACKING_OPTIONS) {
  const { face } = await human.detect(image, config)
  return face.at(0)?.mesh.map(([x, y]): Point => [x, y])
}

/**
 * Adapter of @vladmandic/human with only its face detector and mesh. Its filters are off: by default they change
 * nothing, and without a graphics card they cost a third of its frames (14 fps instead of 23).
 */
export const adapter: LibraryAdapter = {
  async start({ backend }) {
    const { Human } = (await import(/* @vite-ignore */ getLibraryUrl('human', 'dist/human.esm.js'))) as {
      Human: new (config: object) => Human
    }
    const off = { enabled: false }
    human = new Human({
      backend,
      wasmPath: getLibraryUrl('wasm'),
      modelBasePath: getLibraryUrl('human', 'models/'),
      filter: off,
      face: { mesh: { enabled: true }, iris: off, emotion: off, description: off },
      body: off,
      hand: off,
      gesture: off,
    })
    await human.load()
    const name = human.tf.getBackend()
    if (name !== backend) throw new Error(`it started ${name} instead of ${backend}`)
  },

  follow: createAnimationLoop((video) => find(video)),
  landmarks: (image) => find(image),
  detect: (image) => find(image, { cacheSensitivity: 0 }),

  async faces(image) {
    const config = { cacheSensitivity: 0, face: { detector: { maxDetected: MAX_COMPARED_FACES } } }
    const { face } = await human.detect(image, config)
    const { width, height } = image
    return face
      .filter(({ meshRaw }) => meshRaw.length > 0)
      .map(({ meshRaw }) => meshRaw.map(([x, y]): Point => [x * width, y * height]))
  },
}
