import { createRandom } from '../../src/evaluation/random.ts'
import type { Shape } from '../../src/evaluation/procrustes.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'

/** Makes numbers between -1 and 1, the same ones each time. */
export function noise(seed: number): () => number {
  const random = createRandom(seed)
  return () => 2 * random() - 1
}

/** Makes heads turned by known angles, seen without perspective: x is narrowed, what is in front moves aside. */
export function heads(count: number): { shapes: Shape[]; yaws: number[] } {
  const random = noise(5)
  const yaws = Array.from({ length: count }, () => random() * 0.7)
  const shapes = yaws.map((yaw) => {
    const [scale, roll, left, top] = [50 + 20 * random(), random(), 100 * random(), 100 * random()]
    return MEAN_SHAPE.map(([x, y]): Point => {
      const depth = 0.5 - 2 * x * x
      const turned: Point = [x * Math.cos(yaw) + depth * Math.sin(yaw), y * (1 + 0.05 * random())]
      const [px, py] = rotate(turned, roll)
      return [left + scale * px, top + scale * py]
    })
  })
  return { shapes, yaws }
}
