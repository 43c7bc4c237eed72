import { MEAN_SHAPE } from '../geometry/face.ts'
import { rotate, type Point } from '../geometry/point.ts'
import { fitSimilarity, rollOf } from '../geometry/similarity.ts'
import { assignBins, countPerBin, computeRepeats, findYawComponent } from './balancing.ts'
import {
  projectOntoComponent,
  computePrincipalComponents,
  type ShapeComponent,
} from './principal-components.ts'
import { computeProcrustes, type Shape } from './procrustes.ts'
import type { ShapeStatistics } from './training-shapes.ts'

/** Fewer shapes have no components worth the name. */
export const MIN_SHAPES = 3

/** Components among which the one of yaw is looked for, as training/balance.py does. */
const MAX_COMPONENTS = 10

/** Shapes laid on one another, upright, and the ways in which they differ. */
export interface ShapeSpace {
  readonly faces: number
  readonly mean: Shape
  readonly components: readonly ShapeComponent[]
  /** The component that turns the head. */
  readonly yaw: number
  /** How far each face looks to a side; positive has the nose to the right of the picture. */
  readonly yaws: readonly number[]
  /** A face's shape as it lies on the mean. */
  readonly getShape: (face: number) => Shape
}

/** The mean with each component added by as many of its deviations; components not named stay as they are. */
export function deformMean({ mean, components }: ShapeSpace, deviations: readonly number[]): Point[] {
  return mean.map(([x, y], i) => {
    let [px, py] = [x, y]
    for (const [k, amount] of deviations.entries()) {
      const component = components.at(k)
      if (!component) continue
      px += amount * component.deviation * component.direction[i][0]
      py += amount * component.deviation * component.direction[i][1]
    }
    return [px, py]
  })
}

/**
 * The space of shapes that have one number of landmarks, in one order.
 * @throws RangeError if there are fewer than FEWEST.
 */
export function createShapeSpace(shapes: readonly Shape[]): ShapeSpace {
  if (shapes.length < MIN_SHAPES) throw new RangeError(`${shapes.length} shapes are fewer than ${MIN_SHAPES}`)
  const found = computeProcrustes(shapes)
  // The mean lies as the first face does; a turned one would hide what is left and right.
  const roll = rollOf(fitSimilarity(MEAN_SHAPE, found.mean))
  const upright = (shape: Shape) => shape.map((point) => rotate(point, -roll))
  const mean = upright(found.mean)
  const aligned = found.aligned.map(upright)
  const components = computePrincipalComponents(aligned, mean, MAX_COMPONENTS)
  const { index, sign } = findYawComponent(aligned, mean, components)
  return {
    faces: shapes.length,
    mean,
    components,
    yaw: index,
    // Faces that are all alike look nowhere.
    yaws: aligned.map((shape) => (sign || 1) * projectOntoComponent(shape, mean, components[index])),
    getShape: (face) => aligned[face],
  }
}

/**
 * The space of the training shapes, of which the coefficients along the first components are known: a face's
 * shape is what these make of the mean.
 */
export function createTrainingSpace(
  { mean, components, deviations, yaw }: ShapeStatistics,
  coefficients: readonly (readonly number[])[],
): ShapeSpace {
  const space = {
    faces: coefficients.length,
    mean,
    components: components.map((direction, i) => ({ direction, deviation: deviations[i] })),
    yaw: yaw.component,
    yaws: coefficients.map((along) => yaw.sign * along[yaw.component]),
  }
  const shape = (face: number): Shape =>
    deformMean(
      { ...space, getShape: () => mean },
      coefficients[face].map((value, k) => value / deviations[k]),
    )
  return { ...space, getShape: shape }
}

/** What pose-based data balancing makes of faces. */
export interface Balance {
  /** Of a bin, in |yaw|. */
  readonly width: number
  readonly binOfFace: readonly number[]
  /** Faces in each bin, how often each of them is taken, and what that makes. */
  readonly before: readonly number[]
  readonly repeats: readonly number[]
  readonly after: readonly number[]
}

export function computeBalance({ yaws }: ShapeSpace, bins: number): Balance {
  const binOfFace = assignBins(yaws, bins)
  const before = countPerBin(binOfFace, bins)
  const repeats = computeRepeats(before)
  return {
    width: yaws.reduce((most, yaw) => Math.max(most, Math.abs(yaw)), 0) / bins,
    binOfFace,
    before,
    repeats,
    after: before.map((count, bin) => count * repeats[bin]),
  }
}
