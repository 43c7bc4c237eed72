import type { Point } from '../geometry/point.ts'
import { roundCoordinate, type PhotoWithFaces } from './annotated-image.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

const encodeEntities = (text: string) => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)

/** Box of whole pixels around points in dlib's coordinates, its last row and column included. */
function formatBox(points: readonly Point[]): string {
  const xs = points.map(([x]) => Math.round(x))
  const ys = points.map(([, y]) => Math.round(y))
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [width, height] = [Math.max(...xs) - left + 1, Math.max(...ys) - top + 1]
  return `<box top='${top}' left='${left}' width='${width}' height='${height}'>`
}

function formatFace(face: readonly Point[]): string {
  const points = face.map(([x, y]): Point => [roundCoordinate(x - 0.5), roundCoordinate(y - 0.5)])
  const parts = points.map(([x, y], i) => {
    const name = String(i).padStart(2, '0')
    return `      <part name='${name}' x='${Math.round(x)}' y='${Math.round(y)}' exactx='${x}' exacty='${y}'/>`
  })
  return `    ${formatBox(points)}\n${parts.join('\n')}\n    </box>`
}

/**
 * Formats faces as a data set of dlib (imglab's XML, dlib/data_io/image_dataset_metadata.cpp), one file for all photos;
 * see `parseDlib`. dlib reads whole pixels only and passes over attributes that it does not know: the decimals are in
 * `exactx` and `exacty`. The box of a face surrounds its points.
 */
export function formatDlib(photos: readonly PhotoWithFaces[]): string {
  const images = photos.map(({ file, width, height, faces }) => {
    const boxes = faces.map((face) => `${formatFace(face)}\n`).join('')
    return `  <image file='${encodeEntities(file)}' width='${width}' height='${height}'>\n${boxes}  </image>\n`
  })
  return `<?xml version='1.0' encoding='UTF-8'?>
<dataset>
<name>Faces with 68 landmarks</name>
<images>
${images.join('')}</images>
</dataset>
`
}
