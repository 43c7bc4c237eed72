import type { Face, Times } from '../../landmarker/landmarker.ts'
import { getSourceSize, type ImageSource } from '../../landmarker/source.ts'
import { getBrightColour, formatVariantName } from '../ui/colours.ts'
import {
  drawArrows,
  drawBox,
  drawContours,
  drawImage,
  drawLabel,
  drawPoints,
  type OverlayLayers,
} from './draw.ts'
import { drawHeadAxes } from './draw-axes.ts'
import { findHeadPose } from './head-poses.ts'
import { computeMeanLandmarks, drawInsets, splitGrid } from './insets.ts'
import { selectVariant, variantsToRun, type Options } from '../state/state.ts'
import { fitViewport, gridAreas, type Area, type Viewport } from './viewport.ts'
import { SRGB } from '../../landmarker/srgb.ts'

/** Image with its detected faces and their processing times. */
export interface AnalysedImage {
  readonly source: ImageSource
  readonly faces: readonly Face[]
  readonly times: Times
}

/** Drawing options. `unit` is a CSS pixel in canvas pixels. */
export interface RenderOptions {
  readonly options: Options
  readonly layers: OverlayLayers
  readonly mirrored: boolean
  readonly unit: number
  /** True if parts of the face stand enlarged beside each panel of Compare. */
  readonly enlarges?: boolean
}

/** Part of the canvas that shows the image once, and the variants drawn on it. */
export interface Panel {
  readonly variants: readonly string[]
  readonly viewport: Viewport
}

const WHITE = '#ffffff'

function drawVariant(
  context: CanvasRenderingContext2D,
  faces: readonly Face[],
  variant: string,
  viewport: Viewport,
  { layers, unit }: RenderOptions,
  pointColour: string,
): void {
  for (const { variants, confidences } of faces) {
    const landmarks = variants[variant]
    if (!landmarks) continue
    const bright = getBrightColour(variant)
    if (layers.contours) drawContours(context, landmarks, viewport, bright, unit)
    const colour = layers.contours ? pointColour : bright
    if (layers.points) drawPoints(context, landmarks, viewport, colour, unit, confidences[variant])
  }
}

/** Draws the axes of all heads, as this variant sees them. */
function drawAllAxes(
  context: CanvasRenderingContext2D,
  { source, faces }: AnalysedImage,
  variant: string,
  viewport: Viewport,
  unit: number,
): void {
  const size = getSourceSize(source)
  for (const { id, variants, confidences } of faces) {
    const landmarks = variants[variant]
    const pose = landmarks && findHeadPose({ id, variant, landmarks, confidence: confidences[variant] }, size)
    if (pose) drawHeadAxes(context, pose, viewport, unit)
  }
}

function drawDifference(
  context: CanvasRenderingContext2D,
  faces: readonly Face[],
  viewport: Viewport,
  { options, layers, unit }: RenderOptions,
): void {
  const [lead, ...others] = variantsToRun(options)
  for (const { variants, confidences } of faces) {
    const from = variants[lead]
    if (!from) continue
    if (layers.contours) drawContours(context, from, viewport, getBrightColour(lead), 0.7 * unit)
    for (const name of others) {
      const to = variants[name]
      if (!to) continue
      drawArrows(context, from, to, viewport, {
        magnify: options.magnify,
        colour: getBrightColour(name),
        unit,
      })
    }
    if (layers.points) drawPoints(context, from, viewport, getBrightColour(lead), unit, confidences[lead])
  }
}

/** Area of the whole image. */
function toWholeArea(source: ImageSource): Area {
  return { left: 0, top: 0, ...getSourceSize(source) }
}

/** Area around the largest face, 1.7 times its side; the whole image if there is no face. */
function findZoomArea({ source, faces }: AnalysedImage): Area {
  const [face] = faces
  if (!face) return toWholeArea(source)
  const { centre, side } = face.square
  const width = 1.7 * side
  return { left: centre[0] - width / 2, top: centre[1] - width / 2, width, height: width }
}

/** Variant to draw: the selected one, or before it has run on this picture, the one that has. */
function selectDrawnVariant({ faces }: AnalysedImage, options: Options): string {
  const chosen = selectVariant(options)
  const has = Object.keys(faces.at(0)?.variants ?? {})
  return has.includes(chosen) ? chosen : (has.at(0) ?? chosen)
}

/** Draws the picture with its landmarks in one panel, or in a panel per variant. Returns the panels. */
export function renderImage(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  image: AnalysedImage,
  scene: RenderOptions,
): Panel[] {
  const context = canvas.getContext('2d', SRGB) as CanvasRenderingContext2D | null
  if (!context) return []
  const { options, layers, mirrored, unit, enlarges = false } = scene
  const { source, faces } = image
  const compare = options.view === 'compare'
  const sets = compare
    ? options.layout === 'panels'
      ? options.compared.map((v) => [v])
      : [options.compared]
    : [[selectDrawnVariant(image, options)]]
  const part = options.zoomed ? findZoomArea(image) : toWholeArea(source)
  const gap = 6 * unit
  const splits =
    enlarges && sets.length > 1
      ? splitGrid(canvas, part, sets.length, gap)
      : gridAreas(canvas, part, sets.length, gap).map((picture) => ({ picture, insets: [] }))
  const face = faces.at(0)
  const mean = face && sets.length > 1 ? computeMeanLandmarks(face, options.compared) : undefined
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  return sets.map((variants, i) => {
    const { picture: area, insets } = splits[i]!
    const viewport = fitViewport(area, part, getSourceSize(source).width, mirrored)
    context.save()
    context.beginPath()
    context.rect(area.left, area.top, area.width, area.height)
    context.clip()
    drawImage(context, source, viewport)
    if (layers.box) for (const { landmarks } of faces) drawBox(context, landmarks, viewport, unit)
    if (compare && options.layout === 'difference') drawDifference(context, faces, viewport, scene)
    else {
      for (const variant of variants) {
        drawVariant(
          context,
          faces,
          variant,
          viewport,
          scene,
          variants.length > 1 ? getBrightColour(variant) : WHITE,
        )
      }
    }
    if (layers.pose) for (const variant of variants) drawAllAxes(context, image, variant, viewport, unit)
    if (sets.length > 1) {
      // At the top right of the visible part of the image.
      const right = Math.min(area.left + area.width, viewport.left + viewport.width) - 6 * unit
      const top = Math.max(area.top, viewport.top) + 6 * unit
      drawLabel(context, formatVariantName(variants[0]!), [right, top], getBrightColour(variants[0]!), unit)
    }
    context.restore()
    if (face && mean) {
      const { magnify } = options
      drawInsets(context, insets, viewport, { source, face, variant: variants[0]!, mean, magnify, unit })
    }
    return { variants, viewport }
  })
}
