import { BlinkDetector, measureFace } from 'wingmark'

/** Eyes below this share of their own open level count as closed; that long in seconds is no blink any more. */
const CLOSED_BELOW = 0.6
const WARN_AFTER_S = 1
const EYES = [36, 42]
const [CALM, WARNING] = ['#56b4e9', '#ff7a1a']

/** Warns when the eyes of the largest face stay closed, and counts its blinks. Not a safety device. */
export function start(context) {
  const blinks = new BlinkDetector()
  let person
  let count = 0
  /** Aspect ratio of this person's open eyes, learnt while they are open. */
  let open
  let closedSince
  return ({ faces: [face], seconds }) => {
    const measures = face && measureFace(face.landmarks)
    if (!measures) return undefined
    if (face.id !== person) {
      blinks.reset()
      count = 0
      open = closedSince = undefined
      person = face.id
    }
    const ratio = (measures.eyeAspectRatio.left + measures.eyeAspectRatio.right) / 2
    if (blinks.update(seconds, ratio)) count++
    const isClosed = open !== undefined && ratio < CLOSED_BELOW * open
    if (isClosed) closedSince ??= seconds
    else {
      open = blinks.openLevel ?? ratio
      closedSince = undefined
    }
    const closedFor = closedSince === undefined ? 0 : seconds - closedSince
    const isDrowsy = closedFor >= WARN_AFTER_S

    const { width, height } = context.canvas
    context.strokeStyle = context.fillStyle = isClosed ? WARNING : CALM
    context.lineWidth = Math.max(2, measures.interOcularDistance / 40)
    for (const first of EYES) {
      context.beginPath()
      for (const point of face.landmarks.slice(first, first + 6)) context.lineTo(...point)
      context.closePath()
      context.stroke()
    }
    // How far the eyes are open, and a frame around the picture as the warning.
    context.fillRect(0, height - height / 50, width * Math.min(1, ratio / open), height / 50)
    if (isDrowsy) {
      context.lineWidth = width / 25
      context.strokeRect(0, 0, width, height)
      return 'Wake up! The eyes have been closed for more than a second.'
    }
    return count === 1 ? '1 blink' : `${count} blinks`
  }
}
