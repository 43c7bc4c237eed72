import { distance, type Point } from '../../../geometry/point.ts'
import { computeLandmarkSquare } from '../../../geometry/square.ts'
import type { Face, Landmarker } from '../../../landmarker/landmarker.ts'
import type { ImageSource } from '../../../landmarker/source.ts'
import { watchImage } from '../../canvas/shown-image.ts'
import { networks } from '../../state/networks.ts'
import { appStore } from '../../state/store.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { MIN_PRESENCE } from '../../../landmarker/tracking/presence.ts'
import { TEXT } from '../../ui/text.ts'

/** Number of frames in a recording: ten seconds at five a second. */
export const RECORDED_FRAMES = 50
/** Minimum interval; frames closer together are nearly identical. */
export const FRAME_INTERVAL_MS = 200

/** Side of the cut-out in face sides: room for a crop of 1.25 sides at any roll, 1.25 √2. */
const CUT_OUT_SIDES = 1.9
/** Maximum side of a cut-out: 50 frames take 20 MB. CNN-7 sees two thirds of it in 128 pixels. */
const MAX_FRAME_SIDE_PX = 320

/** Square cut-out of a camera frame around a face. */
export interface RecordedFrame {
  /** Square image; closed by whoever records it. */
  readonly picture: ImageBitmap
  /** Predicted landmarks in pixels of the picture. */
  readonly landmarks: readonly Point[]
}

/** Maximum number of faces: if somebody looks over a shoulder, the face in the middle is used. */
const MAX_FACES = 2

/** Cuts out a face synchronously, before the frame is closed. Landmarks are in pixels of the frame. */
function cutOut(frame: ImageSource, landmarks: readonly Point[]): RecordedFrame {
  const { centre, side } = computeLandmarkSquare(landmarks)
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
 * Detects the landmarks again as on a photo: tracked landmarks lag behind the face and would add noise to the
 * training. Undefined if there is no face.
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
  /** Called when the camera is stopped or disconnected, or something fails. */
  onEnd(error?: unknown): void
}

/** Records the largest face of the camera until the returned function is called. */
export function record({ onFrame, onEnd }: Listener): () => void {
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
      const landmarker = await networks.whenFree()
      frame = landmarker && (await refineFrame(landmarker, rough))
    } finally {
      busy = false
      if (!frame || ended) rough.picture.close()
    }
    if (frame && !ended) onFrame(frame)
  }
  const unwatch = watchImage(() => {
    const { picture, image } = appStore.getState()
    if (picture !== 'camera' || !image) return
    take(image.source, image.faces).catch((error: unknown) => {
      if (!ended) onEnd(error)
    })
  })
  const unsubscribe = appStore.subscribe(({ picture }) => {
    if (picture !== 'camera') onEnd()
  })
  return () => {
    ended = true
    unwatch()
    unsubscribe()
  }
}
