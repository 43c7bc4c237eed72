import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FramePixels, type FramePicture } from '../../src/app/features/video/frame-pixels.ts'

const [WIDTH, HEIGHT] = [4, 2]
const BYTES = 4 * WIDTH * HEIGHT

/** A frame whose pixels all have one value, and come when the test gives them. */
class PixelFrame {
  static readonly open = new Set<PixelFrame>()
  static readonly copies: (() => void)[] = []
  readonly displayWidth = WIDTH
  readonly displayHeight = HEIGHT
  readonly visibleRect = { width: WIDTH, height: HEIGHT }
  readonly value: number

  constructor(value: number) {
    this.value = value
    PixelFrame.open.add(this)
  }

  clone(): PixelFrame {
    return new PixelFrame(this.value)
  }

  close(): void {
    PixelFrame.open.delete(this)
  }

  async copyTo(pixels: Uint8ClampedArray): Promise<void> {
    await new Promise<void>((resolve) => PixelFrame.copies.push(resolve))
    pixels.fill(this.value)
  }
}

/** A canvas that remembers the first value of its pixels. */
class FakeCanvas {
  value = -1
  readonly width: number
  readonly height: number

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
  }

  getContext() {
    return { putImageData: ({ data }: ImageData) => (this.value = data[0]!) }
  }
}

class FakeImageData {
  readonly data: Uint8ClampedArray

  constructor(data: Uint8ClampedArray) {
    this.data = data
  }
}

beforeEach(() => {
  PixelFrame.open.clear()
  PixelFrame.copies.length = 0
  vi.stubGlobal('OffscreenCanvas', FakeCanvas)
  vi.stubGlobal('ImageData', FakeImageData)
})

afterEach(() => vi.unstubAllGlobals())

const asFrame = (frame: unknown) => frame as VideoFrame
const giveNext = () => vi.waitUntil(() => PixelFrame.copies.shift()).then((give) => give?.())

describe('FramePixels', () => {
  it('draws the pixels of each frame in turn, though the frames are closed meanwhile', async () => {
    const pixels = new FramePixels()
    const drawn: number[] = []
    const draw = (picture: FramePicture) => void drawn.push((picture as unknown as FakeCanvas).value)
    const frames = [7, 8].map((value) => new PixelFrame(value))
    const all = Promise.all(frames.map((frame) => pixels.draw(asFrame(frame), draw)))
    for (const frame of frames) frame.close()
    await giveNext()
    await giveNext()
    await all
    expect(drawn).toEqual([7, 8])
    expect(PixelFrame.open.size).toBe(0)
  })

  it('draws a frame itself whose pixels cannot be read, and closes its copy', async () => {
    const frame = new PixelFrame(1)
    const copyTo = vi.spyOn(PixelFrame.prototype, 'copyTo').mockRejectedValue(new TypeError('no RGBA'))
    const drawn: unknown[] = []
    await new FramePixels().draw(asFrame(frame), (picture) => drawn.push(picture))
    expect(copyTo.mock.calls[0]?.[0]).toHaveLength(BYTES)
    expect(drawn[0]).toBeInstanceOf(PixelFrame)
    expect([...PixelFrame.open]).toEqual([frame])
    copyTo.mockRestore()
  })

  it('goes on after a drawing that failed', async () => {
    const pixels = new FramePixels()
    const frame = new PixelFrame(3)
    const failing = pixels.draw(asFrame(frame), () => {
      throw new Error('no')
    })
    await giveNext()
    await expect(failing).rejects.toThrow('no')
    let drawn = false
    const next = pixels.draw(asFrame(frame), () => void (drawn = true))
    await giveNext()
    await next
    expect(drawn).toBe(true)
    expect([...PixelFrame.open]).toEqual([frame])
  })
})
