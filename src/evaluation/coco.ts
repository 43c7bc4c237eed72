import type { Point } from '../geometry/point.ts'
import type { AnnotatedImage, AnnotatedShape } from './annotated-image.ts'
import { describeInvalidCoordinates } from './coordinates.ts'
import { FormatError, truncateName } from './format-error.ts'
import { isJsonObject, parseJsonText } from './json-text.ts'

/** Collects the points of [x, y, v, …]; v is 0 where a point is not marked. */
function collectPoints(keypoints: readonly unknown[], expected: number): AnnotatedShape {
  if (keypoints.length !== 3 * expected)
    return `there are ${Math.floor(keypoints.length / 3)} points instead of ${expected}`
  const numbers = keypoints.map((value) => (typeof value === 'number' ? value : NaN))
  const unmarked = numbers.filter((value, i) => i % 3 === 2 && value === 0).length
  if (unmarked > 0) return `${unmarked} of its ${expected} points are not marked`
  const points = Array.from({ length: expected }, (_, i): Point => [
    numbers[3 * i]! + 0.5,
    numbers[3 * i + 1]! + 0.5,
  ])
  return describeInvalidCoordinates(points.flat()) ?? points
}

/**
 * Parses COCO key points (cocodataset.org, "Data format", Keypoint Detection): `images` with `id` and `file_name`,
 * `annotations` with `image_id` and `keypoints` [x, y, v, …]. COCO counts pixels from 0, so its (0, 0) is the centre of
 * the first pixel, which is (0.5, 0.5) here. Annotations without key points, such as boxes and crowds, are left out.
 * @throws FormatError if the text is not such a file.
 */
export function parseCoco(text: string, expected = 68): AnnotatedImage[] {
  const root = parseJsonText(text)
  if (!isJsonObject(root) || !Array.isArray(root.images) || !Array.isArray(root.annotations))
    throw new FormatError('it is no COCO file: it has no lists of images and annotations')
  const images = new Map<unknown, { file: string; faces: AnnotatedShape[] }>()
  for (const image of root.images as readonly unknown[]) {
    const { id, file_name: file } = isJsonObject(image) ? image : {}
    if (id === undefined || typeof file !== 'string' || file === '')
      throw new FormatError('an image in it has no id or no file_name')
    images.set(id, { file: file.replaceAll('\\', '/'), faces: [] })
  }
  let marked = 0
  for (const annotation of root.annotations as readonly unknown[]) {
    if (!isJsonObject(annotation)) throw new FormatError('an annotation in it is damaged')
    const { keypoints, num_keypoints: count, image_id: id } = annotation
    if (!Array.isArray(keypoints) || count === 0) continue
    marked++
    const image = images.get(id)
    if (!image) throw new FormatError(`it has no image ${truncateName(JSON.stringify(id) ?? '')}`)
    image.faces.push(collectPoints(keypoints, expected))
  }
  if (marked === 0 && root.annotations.length > 0)
    throw new FormatError('none of its annotations has key points')
  if (images.size === 0) throw new FormatError('it contains no image')
  return [...images.values()]
}
