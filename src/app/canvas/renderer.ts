import type { Face, Times } from '../../landmarker/landmarker.ts'
import { getSourceSize, type ImageSource } from '../../landmarker/source.ts'
import { brightColourOf, nameOf } from '../ui/colours.ts'
import { drawArrows, drawBox, drawContours, drawImage, drawLabel, drawPoints, type Layers } from './draw.ts'
import { variantOf, variantsToRun, type Options } from '../state/state.ts'
import { fitView, gridAreas, type Area, type View } from './viewport.ts'
import { SRGB } from '../../landmarker/srgb.ts'

/** The picture and what was found in it. */
export interface Shown {
  readonly source: ImageSource
  readonly faces: readonly Face[]
  readonly times: Times
}

/** How to draw it. `unit` is a CSS pixel in canvas pixels. */
export interface SceneOptions {
  readonly options: Options
  readonly layers: Layers
  readonly mirrored: boolean
  readonly unit: number
}

/** A part of the canvas with the whole image, and the variants drawn on it. */
export interface Panel {
  readonly variants: readonly string[]
  readonly view: View
}

const WHITE = '#ffffff'

function drawVariant(
  context: CanvasRenderingContext2D,
  faces: readonly Face[],
  variant: string,
  view: View,
  { layers, unit }: SceneOptions,
  pointColour: string,
): void {
  for (const { variants } of faces) {
    const landmarks = variants[variant]
    if (!landmarks) continue
    if (layers.contours) drawContours(context, landmarks, view, brightColourOf(variant), unit)
    if (layers.points)
      drawPoints(context, landmarks, view, layers.contours ? pointColour : brightColourOf(variant), unit)
  }
}

function drawDifference(
  context: CanvasRenderingContext2D,
  faces: readonly Face[],
  view: View,
  { options, layers, unit }: SceneOptions,
): void {
  const [lead, ...others] = variantsToRun(options)
  for (const { variants } of faces) {
    const from = variants[lead]
    if (!from) continue
    if (layers.contours) drawContours(context, from, view, brightColourOf(lead), 0.7 * unit)
    for (const name of others) {
      const to = variants[name]
      if (!to) continue
      drawArrows(context, from, to, view, { magnify: options.magnify, colour: brightColourOf(name), unit })
    }
    if (layers.points) drawPoints(context, from, view, brightColourOf(lead), unit)
  }
}

/** All of an image. */
function wholeOf(source: ImageSource): Area {
  return { left: 0, top: 0, ...getSourceSize(source) }
}

/** The part of the image with the largest face, and some room; all of it without a face. */
function partAround({ source, faces }: Shown): Area {
  const [face] = faces
  if (!face) return wholeOf(source)
  const { centre, side } = face.square
  const width = 1.7 * side
  return { left: centre[0] - width / 2, top: centre[1] - width / 2, width, height: width }
}

/** The one variant to draw: the chosen one, or until that has looked at this picture, the one that has. */
function variantDrawn({ faces }: Shown, options: Options): string {
  const chosen = variantOf(options)
  const has = Object.keys(faces.at(0)?.variants ?? {})
  return has.includes(chosen) ? chosen : (has.at(0) ?? chosen)
}

/** Draws the picture once, or once a variant, and what was found in it. */
export function drawScene(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  shown: Shown,
  scene: SceneOptions,
): Panel[] {
  const context = canvas.getContext('2d', SRGB) as CanvasRenderingContext2D | null
  if (!context) return []
  const { options, layers, mirrored, unit } = scene
  const { source, faces } = shown
  const compare = options.view === 'compare'
  const sets = compare
    ? options.layout === 'panels'
      ? options.compared.map((v) => [v])
      : [options.compared]
    : [[variantDrawn(shown, options)]]
  const part = options.zoomed ? partAround(shown) : wholeOf(source)
  const areas = gridAreas(canvas, part, sets.length, 6 * unit)
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, canvas.width, canvas.height)
  return sets.map((variants, i) => {
    const area = areas[i]
    const view = fitView(area, part, getSourceSize(source).width, mirrored)
    context.save()
    context.beginPath()
    context.rect(area.left, area.top, area.width, area.height)
    context.clip()
    drawImage(context, source, view)
    if (layers.box) for (const { landmarks } of faces) drawBox(context, landmarks, view, unit)
    if (compare && options.layout === 'difference') drawDifference(context, faces, view, scene)
    else {
      for (const variant of variants) {
        drawVariant(
          context,
          faces,
          variant,
          view,
          scene,
          variants.length > 1 ? brightColourOf(variant) : WHITE,
        )
      }
    }
    if (sets.length > 1) {
      // At the top right of what is drawn of the image.
      const right = Math.min(area.left + area.width, view.left + view.width) - 6 * unit
      const top = Math.max(area.top, view.top) + 6 * unit
      drawLabel(context, nameOf(variants[0]), [right, top], brightColourOf(variants[0]), unit)
    }
    context.restore()
    return { variants, view }
  })
}
