import type { Square } from '../../src/geometry/square.ts'
import { createLandmarker, type Landmarker } from '../../src/landmarker/landmarker.ts'
import type { LandmarkerOptions } from '../../src/landmarker/options.ts'
import type { Smoothing } from '../../src/landmarker/tracking/one-euro.ts'
import type { TrackResult } from '../../src/landmarker/tracking/tracking.ts'

/** Functions through which the tests use the package's interface, workers included. */
export const library = {
  landmarker: undefined as Landmarker | undefined,

  create: createLandmarker,

  async start(options: LandmarkerOptions): Promise<readonly string[]> {
    await library.landmarker?.dispose()
    library.landmarker = await createLandmarker(options)
    return library.landmarker.variants
  },

  started(): Landmarker {
    if (!library.landmarker) throw new Error('start comes first')
    return library.landmarker
  },

  async use(names: readonly string[]): Promise<readonly string[]> {
    await library.started().use(names)
    return library.started().variants
  },

  /** The cascade on a photo from one square; and the tensors there are then. */
  async run(photo: string, square: Square) {
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const { faces } = await library.started().landmarks(bitmap, [square])
    bitmap.close()
    return { faces, tensors: library.started().tensors }
  },

  /** Faces of a photo. */
  async detect(photo: string) {
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const { faces } = await library.started().detect(bitmap)
    bitmap.close()
    return faces
  },

  /**
   * Follows part of a photo as a video for some frames with faces, then an empty picture until there are
   * none: the faces of the last frame with some, and milliseconds until they were gone.
   */
  async follow(
    photo: string,
    [left, top, width, height]: readonly number[],
    frames: number,
    smoothing?: Smoothing,
  ) {
    const bitmap = await createImageBitmap(await (await fetch(photo)).blob())
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d')
    let empty = false
    const draw = setInterval(() => {
      context?.fillRect(0, 0, width!, height!)
      if (!empty) context?.drawImage(bitmap, -left!, -top!)
    }, 30)
    const video = Object.assign(document.createElement('video'), { muted: true })
    video.srcObject = canvas.captureStream(30)
    await video.play()
    let seen: TrackResult['faces'] = []
    let count = 0
    const gone = await new Promise<number>((resolve, reject) => {
      let since = 0
      const tracking = library.started().track(
        video,
        ({ faces }) => {
          if (!empty && faces.length > 0) {
            seen = faces
            if (++count < frames) return
            empty = true
            since = performance.now()
          } else if (empty && faces.length === 0) {
            tracking.stop()
            resolve(performance.now() - since)
          }
        },
        { onError: reject, smoothing: () => smoothing },
      )
    })
    clearInterval(draw)
    bitmap.close()
    return { faces: seen, gone }
  },
}
