import { FACE_REGIONS } from './face-regions.ts'
import { computeFaceNme, type ScoredFace } from './face-metrics.ts'

/** Quotes a field that contains a comma, a quote or a line break (RFC 4180). */
function quoteField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const formatPercent = (share: number) => (100 * share).toFixed(4)

/**
 * Formats per-face results as CSV, one row per face. Normalisers are in pixels, errors in percent; those of face
 * regions are relative to the inter-ocular distance. Columns begin with the variant, as `formatName` writes it. Errors of faces that were not found are empty.
 */
export function formatFaceCsv(
  results: readonly ScoredFace[],
  variants: readonly string[],
  formatName: (variant: string) => string = (variant) => variant,
): string {
  const own = [
    'found',
    'NME inter-ocular %',
    'NME inter-pupil %',
    ...FACE_REGIONS.map(({ name }) => `${name} %`),
  ]
  const head = [
    'photo',
    'face',
    'inter-ocular px',
    'inter-pupil px',
    'yaw',
    ...variants.flatMap((variant) => own.map((name) => quoteField(`${formatName(variant)} ${name}`))),
  ]
  const rows = results.map((result) => [
    quoteField(result.photo),
    String(result.face),
    result.ocular.toFixed(3),
    result.pupil.toFixed(3),
    result.yaw.toFixed(5),
    ...variants.flatMap((variant) => {
      const distances = result.errors[variant]
      if (!distances) return ['no', ...own.slice(1).map(() => '')]
      const errors = [computeFaceNme(result, variant, 'ocular'), computeFaceNme(result, variant, 'pupil')]
      return ['yes', ...[...errors, ...distances.regions.map((px) => px / result.ocular)].map(formatPercent)]
    }),
  ])
  return `${[head, ...rows].map((row) => row.join(',')).join('\n')}\n`
}
