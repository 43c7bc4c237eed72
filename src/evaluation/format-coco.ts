import { CONTOURS, findContour } from '../geometry/contours.ts'
import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { roundCoordinate, type PhotoWithFaces } from './annotated-image.ts'
import { listEdges } from './contour-edges.ts'

/** COCO's v of a point that is marked and visible. */
const VISIBLE = 2

/** Names the landmarks: right_eye_1 is the first one of the right eye. */
function listNames(): string[] {
  return Array.from({ length: LANDMARK_COUNT }, (_, i) => {
    const contour = findContour(i)
    const name = (contour?.name ?? 'face').replaceAll(' ', '_')
    return `${name}_${1 + (contour?.landmarks.indexOf(i) ?? 0)}`
  })
}

/** Box [left, top, width, height] around points, whose corner COCO measures from the photo's corner. */
function computeBox(points: readonly Point[]): [number, number, number, number] {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top]
}

/**
 * Formats faces as COCO key points, see `parseCoco`: one file for all photos, with one category that names the 68
 * landmarks, and a skeleton of the contours that counts landmarks from 1. The pixel with the centre (0.5, 0.5) is (0, 0)
 * there.
 */
export function formatCoco(photos: readonly PhotoWithFaces[]): string {
  const images = photos.map(({ file, width, height }, i) => ({ id: i + 1, file_name: file, width, height }))
  const annotations = photos
    .flatMap(({ faces }, i) => faces.map((points) => ({ image: i + 1, points })))
    .map(({ image, points }, i) => {
      const box = computeBox(points)
      return {
        id: i + 1,
        image_id: image,
        category_id: 1,
        keypoints: points.flatMap(([x, y]) => [roundCoordinate(x - 0.5), roundCoordinate(y - 0.5), VISIBLE]),
        num_keypoints: points.length,
        bbox: box.map(roundCoordinate),
        area: roundCoordinate(box[2] * box[3]),
        iscrowd: 0,
        segmentation: [],
      }
    })
  const category = {
    id: 1,
    name: 'face',
    supercategory: 'person',
    keypoints: listNames(),
    skeleton: CONTOURS.flatMap((contour) => listEdges(contour).map(([from, to]) => [from + 1, to + 1])),
  }
  const info = { description: '68 facial landmarks in the order of ibug' }
  return `${JSON.stringify({ info, images, annotations, categories: [category] }, null, 1)}\n`
}
