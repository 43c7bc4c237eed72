import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formatPts } from '../../evaluation/format-landmarks.ts'
import { MEAN_SHAPE } from '../../geometry/face.ts'
import { rotate, type Point } from '../../geometry/point.ts'
import type { VariantManifest } from '../../networks/manifest.ts'
import type { SeededRandom } from './random.ts'

const ROOT = new URL('../../../', import.meta.url)

/** Reads a sample photo of @vladmandic/face-api (MIT) by its number, 1 to 6; JPEG. */
export function readSamplePhoto(number: number): Buffer {
  return readFileSync(
    fileURLToPath(new URL(`node_modules/@vladmandic/face-api/demo/sample${number}.jpg`, ROOT)),
  )
}

/** Reads the model.json of a bundled variant. */
export function readBundledManifest(variant: string): VariantManifest {
  const file = fileURLToPath(new URL(`models/${variant}/model.json`, ROOT))
  return JSON.parse(readFileSync(file, 'utf8')) as VariantManifest
}

/** Creates a face: 300W's mean shape at a random place, size and roll, with noise on each point. */
export function createFacePoints(random: SeededRandom): Point[] {
  const side = 40 + random.below(400)
  const roll = (random.below(100) - 50) / 100
  const [left, top] = [random.below(1000), random.below(1000)]
  return MEAN_SHAPE.map(([x, y]) => {
    const [dx, dy] = rotate([x * side, y * side], roll)
    return [left + dx + random.below(100) / 50, top + dy + random.below(100) / 50]
  })
}

/** Creates a .pts file as in 300W. */
export const createPtsText = (random: SeededRandom) => formatPts(createFacePoints(random))

/** Creates a data set as written by imglab, with these photos. */
export function createDlibText(random: SeededRandom, photos: readonly string[]): string {
  const images = photos.map((file) => {
    const boxes = Array.from({ length: random.below(3) }, () => {
      const parts = createFacePoints(random).map(
        ([x, y], i) =>
          `      <part name='${String(i).padStart(2, '0')}' x='${Math.round(x)}' y='${Math.round(y)}'/>`,
      )
      return `    <box top='1' left='2' width='30' height='40'>\n${parts.join('\n')}\n    </box>`
    })
    return `  <image file='${file}'>\n${boxes.join('\n')}\n  </image>`
  })
  return `<?xml version='1.0' encoding='ISO-8859-1'?>
<?xml-stylesheet type='text/xsl' href='image_metadata_stylesheet.xsl'?>
<dataset>
<name>faces &amp; more</name>
<!-- made by imglab -->
<images>
${images.join('\n')}
</images>
</dataset>
`
}
