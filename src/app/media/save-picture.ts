import { formatCsv, formatJson, formatPts, type LabelledShape } from '../../evaluation/format-landmarks.ts'
import { sizeOf } from '../../landmarker/source.ts'
import { download } from '../ui/download.ts'
import type { Layers } from '../canvas/draw.ts'
import { drawScene, type Shown } from '../canvas/renderer.ts'
import { variantsToRun, type Options } from '../state/state.ts'

/** What can be saved of a picture. */
export const FORMATS = ['PNG', 'JSON', 'CSV', '.pts'] as const
export type Format = (typeof FORMATS)[number]

/** Large photos are saved at most this wide or high a panel. */
const LONGEST = 2400

function shapesOf({ faces }: Shown, variants: readonly string[]): LabelledShape[] {
  return faces.flatMap((face, i) =>
    variants.flatMap((variant) => {
      const landmarks = face.variants[variant]
      return landmarks ? [{ face: i + 1, variant, landmarks }] : []
    }),
  )
}

async function pictureOf(shown: Shown, options: Options, layers: Layers, mirrored: boolean): Promise<Blob> {
  const { width, height } = sizeOf(shown.source)
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  const count = options.view === 'compare' && options.layout === 'panels' ? options.compared.length : 1
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const canvas = new OffscreenCanvas(Math.round(width * scale * columns), Math.round(height * scale * rows))
  drawScene(canvas, shown, { options, layers, mirrored, unit: Math.max(1, (width * scale) / 900) })
  return canvas.convertToBlob({ type: 'image/png' })
}

/** Saves the picture with its overlay, or the landmarks of what is drawn, in pixels of the picture as it came. */
export async function save(
  format: Format,
  shown: Shown,
  options: Options,
  layers: Layers,
  mirrored: boolean,
): Promise<void> {
  const variants = variantsToRun(options)
  const shapes = shapesOf(shown, variants)
  const { width, height } = sizeOf(shown.source)
  if (format === 'PNG') download(await pictureOf(shown, options, layers, mirrored), 'wingmark.png')
  else if (format === 'JSON') {
    download(new Blob([formatJson(shapes, width, height)], { type: 'application/json' }), 'wingmark.json')
  } else if (format === 'CSV') {
    download(new Blob([formatCsv(shapes)], { type: 'text/csv' }), 'wingmark.csv')
  } else await savePts(shapes)
}

/** Saves a .pts file, which holds one shape; many of them in one zip, for browsers stop a row of downloads. */
async function savePts(shapes: readonly LabelledShape[]): Promise<void> {
  const files = shapes.map(({ face, variant, landmarks }) => ({
    name: `wingmark-${variant}-face${face}.pts`,
    text: formatPts(landmarks),
  }))
  if (files.length === 1) download(new Blob([files[0].text], { type: 'text/plain' }), files[0].name)
  else if (files.length > 1) {
    const { zipOf } = await import('../storage/zip.ts')
    download(await zipOf(files), 'wingmark-pts.zip')
  }
}
