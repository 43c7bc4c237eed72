import { formatCsv, formatJson, formatPts, type LabelledShape } from '../../evaluation/format-landmarks.ts'
import { getSourceSize } from '../../landmarker/source.ts'
import { download } from '../ui/download.ts'
import type { OverlayLayers } from '../canvas/draw.ts'
import { findHeadPose, loadHeadPoses } from '../canvas/head-poses.ts'
import { renderImage, type AnalysedImage } from '../canvas/render-image.ts'
import { variantsToRun, type Options } from '../state/state.ts'

/** Formats in which a picture or its landmarks are saved. */
export const FORMATS = ['PNG', 'JSON', 'CSV', '.pts'] as const
export type Format = (typeof FORMATS)[number]

/** Maximum side of a saved panel. */
const MAX_SAVED_SIDE_PX = 2400

function collectShapes(
  { faces }: AnalysedImage,
  size: { width: number; height: number },
  variants: readonly string[],
): LabelledShape[] {
  return faces.flatMap(({ id, variants: found, confidences }, i) =>
    variants.flatMap((variant) => {
      const landmarks = found[variant]
      if (!landmarks) return []
      const confidence = confidences[variant]
      const pose = findHeadPose({ id, variant, landmarks, confidence }, size)?.pose
      return [{ face: i + 1, variant, landmarks, confidence, pose }]
    }),
  )
}

async function renderPng(
  image: AnalysedImage,
  options: Options,
  layers: OverlayLayers,
  mirrored: boolean,
): Promise<Blob> {
  const { width, height } = getSourceSize(image.source)
  const scale = Math.min(1, MAX_SAVED_SIDE_PX / Math.max(width, height))
  const count = options.view === 'compare' && options.layout === 'panels' ? options.compared.length : 1
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  const canvas = new OffscreenCanvas(Math.round(width * scale * columns), Math.round(height * scale * rows))
  renderImage(canvas, image, { options, layers, mirrored, unit: Math.max(1, (width * scale) / 900) })
  return canvas.convertToBlob({ type: 'image/png' })
}

/** Saves the picture with its overlay, or the drawn landmarks in pixels of the original picture. */
export async function savePicture(
  format: Format,
  image: AnalysedImage,
  options: Options,
  layers: OverlayLayers,
  mirrored: boolean,
): Promise<void> {
  const variants = variantsToRun(options)
  const size = getSourceSize(image.source)
  const { width, height } = size
  // Without the poses the landmarks can still be saved.
  if (format === 'JSON') await loadHeadPoses().catch(() => undefined)
  const shapes = collectShapes(image, size, variants)
  if (format === 'PNG') download(await renderPng(image, options, layers, mirrored), 'wingmark.png')
  else if (format === 'JSON') {
    download(new Blob([formatJson(shapes, width, height)], { type: 'application/json' }), 'wingmark.json')
  } else if (format === 'CSV') {
    download(new Blob([formatCsv(shapes)], { type: 'text/csv' }), 'wingmark.csv')
  } else await savePts(shapes)
}

/**
 * Saves landmarks as .pts, one face per file; several files in one zip, because browsers block a series of
 * downloads. The zip also holds their confidence, for which .pts has no place.
 */
async function savePts(shapes: readonly LabelledShape[]): Promise<void> {
  const files = shapes.map(({ face, variant, landmarks }) => ({
    name: `wingmark-${variant}-face${face}.pts`,
    text: formatPts(landmarks),
  }))
  const [first, ...others] = files
  if (!first) return
  if (others.length === 0) download(new Blob([first.text], { type: 'text/plain' }), first.name)
  else {
    const { packZip } = await import('../storage/pack-zip.ts')
    const hasConfidence = shapes.some(({ confidence }) => confidence)
    const table = { name: 'wingmark-confidence.csv', text: formatCsv(shapes) }
    download(await packZip(hasConfidence ? [...files, table] : files), 'wingmark-pts.zip')
  }
}
