import { sampleNormal, createRandom } from '../../src/evaluation/random.ts'
import { ANNOTATION_OFFSET, MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { applySimilarity, fitSimilarity } from '../../src/geometry/similarity.ts'
import { projectPoint, type Camera } from '../../src/pose/camera.ts'
import { MEAN_FACE, type Vector3 } from '../../src/pose/mean-face.ts'
import { fromAngles, rotateVector, type Angles } from '../../src/pose/rotation.ts'

/** Width of the mean face from ear to ear in centimetres. */
const FACE_CM = MEAN_FACE[16]![0] - MEAN_FACE[0]![0]

/** The landmarks that a camera sees of a face at these angles, so far away that it is `side` pixels wide. */
export function project(
  angles: Angles,
  camera: Camera,
  { side = 120, offset = [0, 0], face = MEAN_FACE }: Partial<Seen> = {},
): Point[] {
  const rotation = fromAngles(angles)
  const depth = (camera.focalLength * FACE_CM) / side
  return face.map((point) => {
    const [x, y, z] = rotateVector(rotation, point)
    const perPixel = depth / camera.focalLength
    const seen = projectPoint(camera, [x + offset[0] * perPixel, y + offset[1] * perPixel, z + depth])
    if (!seen) throw new Error('the face is behind the camera')
    return seen
  })
}

/** Annotates a face as people do: moves its landmarks by the annotators' habit. */
export function annotate(landmarks: readonly Point[]): Point[] {
  const { a, b } = fitSimilarity(MEAN_SHAPE, landmarks)
  return landmarks.map(([x, y], i): Point => {
    const [dx, dy] = applySimilarity({ a, b, tx: 0, ty: 0 }, ANNOTATION_OFFSET[i]!)
    return [x + dx, y + dy]
  })
}

interface Seen {
  readonly side: number
  /** Pixels from the principal point. */
  readonly offset: Point
  readonly face: readonly Vector3[]
}

/** Numbers of a normal distribution with mean 0 and the deviation given. */
export function noise(seed: number): (deviation: number) => number {
  const random = createRandom(seed)
  return (deviation) => deviation * sampleNormal(random)
}

/** Another person's face: stretched along each axis by a factor of mean 1 and a deviation. */
export function stretchFace(deviation: number, random: (deviation: number) => number): Vector3[] {
  const stretch = [0, 1, 2].map(() => 1 + random(deviation))
  return MEAN_FACE.map(([x, y, z]): Vector3 => [x * stretch[0]!, y * stretch[1]!, z * stretch[2]!])
}

/** A face with each point moved any way, by an RMS distance that is a share of the face's width. */
export function movePoints(
  face: readonly Vector3[],
  share: number,
  random: (deviation: number) => number,
): Vector3[] {
  const deviation = (share * FACE_CM) / Math.sqrt(3)
  return face.map(([x, y, z]): Vector3 => [
    x + random(deviation),
    y + random(deviation),
    z + random(deviation),
  ])
}
