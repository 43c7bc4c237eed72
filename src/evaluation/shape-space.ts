import { MEAN_SHAPE } from '../geometry/face.ts'
import { rotate, type Point } from '../geometry/point.ts'
import { fitSimilarity, computeRoll } from '../geometry/similarity.ts'
import { assignBins, countPerBin, computeRepeats, findYawComponent } from './balancing.ts'
import {
  projectOntoComponent,
  computePrincipalComponents,
  type ShapeComponent,
} from './principal-components.ts'
import { computeProcrustes, type Shape } from './procrustes.ts'
import type { ShapeStatistics } from './training-shapes.ts'

/** Fewest shapes that components are computed from. */
export const MIN_SHAPES = 3

/** Number of components searched for the one of yaw, as in training/balance.py. */
const MAX_COMPONENTS = 10

/** Upright mean of aligned shapes and their principal components. */
export interface ShapeSpace {
  readonly faces: number
  readonly mean: Shape
  readonly components: readonly ShapeComponent[]
  /** Index of the component of head yaw. */
  readonly yaw: number
  /** Yaw coefficient of each face; positive has the nose to the right of the picture. */
  readonly yaws: readonly number[]
  /** Returns a face's shape, aligned with the mean. */
  readonly getShape: (face: number) => Shape
}

/** Adds to the mean each component times a number of its standard deviations; components not given add nothing. */
export function deformMean({ mean, components }: ShapeSpace, deviations: readonly number[]): Point[] {
  return mean.map(([x, y], i) => {
    let [px, py] = [x, y]
    for (const [k, amount] of deviations.entries()) {
      const component = components.at(k)
      if (!component) continue
      px += amount * component.deviation * component.direction[i]![0]
      py += amount * component.deviation * component.direction[i]![1]
    }
    return [px, py]
  })
}

/**
 * Computes the shape space of shapes with the same landmarks.
 * @throws RangeError for fewer than MIN_SHAPES shapes.
 */
export function createShapeSpace(shapes: readonly Shape[]): ShapeSpace {
  if (shapes.length < MIN_SHAPES) throw new RangeError(`${shapes.length} shapes are fewer than ${MIN_SHAPES}`)
  const found = computeProcrustes(shapes)
  // The mean has the first face's rotation; left and right mean something only in an upright one.
  const roll = computeRoll(fitSimilarity(MEAN_SHAPE, found.mean))
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
    // The sign is 0 if all faces are alike.
    yaws: aligned.map((shape) => (sign || 1) * projectOntoComponent(shape, mean, components[index]!)),
    getShape: (face) => aligned[face]!,
  }
}

/**
 * Creates the shape space of the training shapes from their coefficients along the first components; each
 * face's shape is reconstructed from them.
 */
export function createTrainingSpace(
  { mean, components, deviations, yaw }: ShapeStatistics,
  coefficients: readonly (readonly number[])[],
): ShapeSpace {
  const space = {
    faces: coefficients.length,
    mean,
    components: components.map((direction, i) => ({ direction, deviation: deviations[i]! })),
    yaw: yaw.component,
    yaws: coefficients.map((along) => yaw.sign * along[yaw.component]!),
  }
  const shape = (face: number): Shape =>
    deformMean(
      { ...space, getShape: () => mean },
      coefficients[face]!.map((value, k) => value / deviations[k]!),
    )
  return { ...space, getShape: shape }
}

/** Result of pose-based data balancing. */
export interface Balance {
  /** Width of a bin in |yaw|. */
  readonly width: number
  readonly binOfFace: readonly number[]
  /** Faces in each bin before balancing, how often each is repeated, and the faces after balancing. */
  readonly before: readonly number[]
  readonly repeats: readonly number[]
  readonly after: readonly number[]
}

/** Balances the faces of a shape space over bins of |yaw|. */
export function computeBalance({ yaws }: ShapeSpace, bins: number): Balance {
  const binOfFace = assignBins(yaws, bins)
  const before = countPerBin(binOfFace, bins)
  const repeats = computeRepeats(before)
  return {
    width: yaws.reduce((most, yaw) => Math.max(most, Math.abs(yaw)), 0) / bins,
    binOfFace,
    before,
    repeats,
    after: before.map((count, bin) => count * repeats[bin]!),
  }
}

/**
 * Finds the face whose |yaw| is closest to the middle of a bin, among those that look to the positive side if there
 * are any. Returns its index; undefined for an empty bin.
 */
export function findTypicalFace({ yaws }: ShapeSpace, balance: Balance, bin: number): number | undefined {
  const faces = balance.binOfFace.flatMap((own, face) => (own === bin ? [face] : []))
  const positive = faces.filter((face) => yaws[face]! > 0)
  const distance = (face: number) => Math.abs(Math.abs(yaws[face]!) - (bin + 0.5) * balance.width)
  return (positive.length > 0 ? positive : faces).toSorted((p, q) => distance(p) - distance(q)).at(0)
}
