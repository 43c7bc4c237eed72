import { unpackLandmarks, type FaceRow } from '../../../analysis/face-row.ts'
import { getSourceSize } from '../../../landmarker/source.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import { drawBox, drawContours, drawImage, drawPoints, type OverlayLayers } from '../../canvas/draw.ts'
import type { Viewport } from '../../canvas/viewport.ts'
import { getBrightColour } from '../../ui/colours.ts'
import type { FramePicture } from './frame-pixels.ts'

/** Layers that a video's overlay can have. */
export type VideoLayers = Pick<OverlayLayers, 'contours' | 'points' | 'box'>

const WHITE = '#ffffff'

/** Width of the picture in CSS pixels for which lines have their usual width. */
const USUAL_WIDTH_PX = 900

/** Draws a frame as large as the canvas, and the landmarks of its rows on it. */
export function drawFrame(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  frame: FramePicture,
  rows: readonly FaceRow[],
  variant: string,
  layers: VideoLayers,
): void {
  const context = canvas.getContext('2d', SRGB) as CanvasRenderingContext2D | null
  if (!context) return
  const { width, height } = canvas
  const viewport: Viewport = {
    scale: width / getSourceSize(frame).width,
    left: 0,
    top: 0,
    width,
    mirrored: false,
  }
  const unit = Math.max(1, width / USUAL_WIDTH_PX)
  const bright = getBrightColour(variant)
  context.clearRect(0, 0, width, height)
  drawImage(context, frame, viewport)
  for (const { face } of rows) {
    if (!face) continue
    const landmarks = unpackLandmarks(face)
    if (layers.box) drawBox(context, landmarks, viewport, unit)
    if (layers.contours) drawContours(context, landmarks, viewport, bright, unit)
    const colour = layers.contours ? WHITE : bright
    const confidences = face.confidences && Array.from(face.confidences)
    if (layers.points) drawPoints(context, landmarks, viewport, colour, unit, confidences)
  }
}
