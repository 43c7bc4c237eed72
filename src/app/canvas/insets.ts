import type { Face } from '../../landmarker/landmarker.ts'
import { getSourceSize, type ImageSource } from '../../landmarker/source.ts'
import { computeMeanShape } from '../../evaluation/procrustes.ts'
import { computeCentroid, type Point } from '../../geometry/point.ts'
import { getBrightColour } from '../ui/colours.ts'
import { TEXT } from '../ui/text.ts'
import { drawArrows, drawImage, drawNote, drawPoints } from './draw.ts'
import { fitViewport, gridAreas, type Area, type Size, type Viewport } from './viewport.ts'

/** Landmarks in the middle of each enlarged part: an eye, and a corner of the mouth. */
const PARTS = [[36, 37, 38, 39, 40, 41], [48]] as const
/** Size of the parts against the picture beside them. */
const ENLARGEMENT = 4

/** Places of the picture and of its enlarged parts in an area. */
export interface Split {
  readonly picture: Area
  readonly insets: readonly Area[]
}

/** Size of an image with two squares in a column beside it, or in a row below it, in the image's pixels. */
function extend({ width, height }: Size, isBeside: boolean): Size {
  return isBeside ? { width: width + height / 2, height } : { width, height: height + width / 2 }
}

/** Divides an area between an image, as large as it can be, and two squares for its enlarged parts. */
function splitArea(area: Area, image: Size, isBeside: boolean, gap: number): Split {
  const whole = extend(image, isBeside)
  const scale = Math.min(area.width / whole.width, area.height / whole.height)
  const [width, height] = [image.width * scale, image.height * scale]
  const left = area.left + (area.width - whole.width * scale) / 2
  const top = area.top + (area.height - whole.height * scale) / 2
  const side = ((isBeside ? height : width) - gap) / 2
  const insets = PARTS.map((_, i) => ({
    left: isBeside ? left + width + gap : left + i * (side + gap),
    top: isBeside ? top + i * (side + gap) : top + height + gap,
    width: side - (isBeside ? gap / 2 : 0),
    height: side - (isBeside ? 0 : gap / 2),
  }))
  return { picture: { left, top, width, height }, insets }
}

/** Divides the canvas into a grid of pictures with their enlarged parts, beside or below, whichever is larger. */
export function splitGrid(canvas: Size, image: Size, count: number, gap: number): Split[] {
  const split = (isBeside: boolean) =>
    gridAreas(canvas, extend(image, isBeside), count, gap).map((area) =>
      splitArea(area, image, isBeside, gap),
    )
  const [beside, below] = [split(true), split(false)]
  return beside[0]!.picture.width >= below[0]!.picture.width ? beside : below
}

/** Mean of the landmarks of several variants on one face; undefined if one of them has not run. */
export function computeMeanLandmarks(face: Face, variants: readonly string[]): Point[] | undefined {
  const shapes = variants.flatMap((variant) => [face.variants[variant] ?? []])
  if (shapes.length === 0 || shapes.some(({ length }) => length === 0)) return undefined
  return computeMeanShape(shapes)
}

/** Content of the enlarged parts. */
interface InsetScene {
  readonly source: ImageSource
  /** The face, and the variant whose landmarks are drawn. */
  readonly face: Face
  readonly variant: string
  /** Landmarks from which the arrows begin. */
  readonly mean: readonly Point[]
  /** Factor of the arrows' length. */
  readonly magnify: number
  readonly unit: number
}

/**
 * Draws parts of a face at four times the size of the picture beside them, with arrows from the mean of all variants
 * to the one that is drawn.
 */
export function drawInsets(
  context: CanvasRenderingContext2D,
  areas: readonly Area[],
  picture: Viewport,
  { source, face, variant, mean, magnify, unit }: InsetScene,
): void {
  const landmarks = face.variants[variant]
  if (!landmarks) return
  const colour = getBrightColour(variant)
  for (const [i, area] of areas.entries()) {
    const [x, y] = computeCentroid(PARTS[i]!.map((landmark) => mean[landmark]!))
    const scale = ENLARGEMENT * picture.scale
    const [width, height] = [area.width / scale, area.height / scale]
    const part = { left: x - width / 2, top: y - height / 2, width, height }
    const viewport = fitViewport(area, part, getSourceSize(source).width, picture.mirrored)
    context.save()
    context.beginPath()
    context.rect(area.left, area.top, area.width, area.height)
    context.clip()
    drawImage(context, source, viewport)
    drawArrows(context, mean, landmarks, viewport, { magnify, colour, unit })
    drawPoints(context, landmarks, viewport, colour, unit)
    const note = i === 0 ? TEXT.compare.enlarged(ENLARGEMENT) : TEXT.compare.arrows(magnify)
    drawNote(context, note, [area.left, area.top + area.height], unit)
    context.restore()
  }
}
