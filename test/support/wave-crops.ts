import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import { createRandom } from '../../src/evaluation/random.ts'

/** Smooth pictures, as photos are: sums of waves. */
export function createCrops(count: number, side: number): Tensor4D {
  const random = createRandom(3)
  const waves = Array.from({ length: count * 3 * 4 }, () => [random() / 6, random() / 6, 6 * random()])
  const values = Float32Array.from({ length: count * side * side * 3 }, (_, i) => {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / 3 / side) % side]
    const from = (Math.floor(i / 3 / side / side) * 3 + channel) * 4
    return waves
      .slice(from, from + 4)
      .reduce((sum, [u, v, phase]) => sum + Math.sin(u! * x + v! * y + phase!) / 4, 0)
  })
  return tensor4d(values, [count, side, side, 3])
}
