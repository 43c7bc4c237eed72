import { distance, type Point } from '../../../geometry/point.ts'
import { squareOfLandmarks } from '../../../geometry/square.ts'
import type { Face, Landmarker } from '../../../landmarker/landmarker.ts'
import type { ImageSource } from '../../../landmarker/source.ts'
import type { AppController } from '../../state/app-controller.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { MIN_PRESENCE } from '../../../landmarker/tracking/presence.ts'
import { TEXT } from '../../ui/text.ts'

/** How many frames are recorded; at five a second, in about ten seconds. */
export const RECORDED_FRAMES = 50
/** Frames closer together show the same face twice. */
export const FRAME_INTERVAL_MS = 200

/** A face's side, with what a crop of it needs however it is rolled: 1.25 sides and, turned, 1.25 √2. */
const CUT_OUT_SIDES = 1.9
/** Most pixels a side: with 50 frames, 20 MB. CNN-7 sees 128 of them in two thirds of the picture. */
const MAX_FRAME_SIDE_PX = 320

/** A face and what is around it, cut out of a frame of the camera. */
export interface RecordedFrame {
  /** Square. Whoever records it closes it. */
  readonly picture: ImageBitmap
  /** As the networks said, in pixels of the picture. */
  readonly landmarks: readonly Point[]
}

/** Somebody may look over a shoulder; the face in the middle is meant. */
const MAX_FACES = 2

/** Cuts a face out at once, before the frame is closed. Landmarks in pixels of the frame. */
function cutOut(frame: ImageSource, landmarks: readonly Point[]): RecordedFrame {
  const { centre, side } = squareOfLandmarks(landmarks)
  const reach = CUT_OUT_SIDES * side
  const size = Math.min(MAX_FRAME_SIDE_PX, Math.round(reach))
  const scale = size / reach
  const [left, top] = [centre[0] - reach / 2, centre[1] - reach / 2]
  const canvas = new OffscreenCanvas(size, size)
  const context = canvas.getContext('2d', { ...SRGB, alpha: false })
  if (!context) throw new Error(TEXT.shell.noCanvas)
  context.imageSmoothingQuality = 'high'
  context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale)
  context.drawImage(frame, 0, 0)
  return {
    picture: canvas.transferToImageBitmap(),
    landmarks: landmarks.map(([x, y]): Point => [(x - left) * scale, (y - top) * scale]),
  }
}

/**
 * The frame with what the networks say of it as of a photo: following a face in haste lags behind, or
 * slips off it, and would be noise in what is trained on. Undefined if there is no face.
 */
async function refineFrame(
  landmarker: Landmarker,
  { picture }: RecordedFrame,
): Promise<RecordedFrame | undefined> {
  const { faces } = await landmarker.detect(picture, { range: 'short', maxFaces: MAX_FACES })
  const middle: Point = [picture.width / 2, picture.height / 2]
  const far = ({ square }: Face) => distance(square.centre, middle)
  const face = faces.toSorted((p, q) => far(p) - far(q)).at(0)
  const isThere = face && (face.presence ?? 1) >= MIN_PRESENCE
  return isThere ? { picture, landmarks: face.landmarks } : undefined
}

interface Listener {
  onFrame(frame: RecordedFrame): void
  /** The camera was stopped or went away, or something failed. */
  onEnd(error?: unknown): void
}

/** Records the largest face of the studio's camera, until the function returned is called. */
export function record(app: AppController, { onFrame, onEnd }: Listener): () => void {
  let last = -Infinity
  let busy = false
  let ended = false
  const take = async (source: ImageSource, [face]: readonly Face[]) => {
    const now = performance.now()
    if (busy || now - last < FRAME_INTERVAL_MS) return
    const landmarks = face && Object.values(face.measured ?? face.variants)[0]
    if (!landmarks) return
    busy = true
    last = now
    const rough = cutOut(source, landmarks)
    let frame: RecordedFrame | undefined
    try {
      const landmarker = await app.whenNetworksFree()
      frame = landmarker && (await refineFrame(landmarker, rough))
    } finally {
      busy = false
      if (!frame || ended) rough.picture.close()
    }
    if (frame && !ended) onFrame(frame)
  }
  const unwatch = app.watch(() => {
    const image = app.state().picture === 'camera' ? app.picture()?.image : undefined
    if (!image) return
    take(image.source, image.faces).catch((error: unknown) => {
      if (!ended) onEnd(error)
    })
  })
  const unsubscribe = app.subscribe(() => {
    if (app.state().picture !== 'camera') onEnd()
  })
  return () => {
    ended = true
    unwatch()
    unsubscribe()
  }
}
