import type { Point } from '../geometry/point.ts'

/** Landmarks of one face by one variant. */
export interface LabelledShape {
  /** Number of the face, from 1. */
  readonly face: number
  readonly variant: string
  readonly landmarks: readonly Point[]
  /** Confidence of each landmark, 0 to 1; undefined if the variant predicts none. */
  readonly confidence?: readonly number[] | undefined
  /** Angles of the head in degrees; undefined if the landmarks have no pose. */
  readonly pose?: { readonly yaw: number; readonly pitch: number; readonly roll: number } | undefined
}

const formatDecimal = (value: number, count = 3) => value.toFixed(count)

/** Formats landmarks as ibug's .pts, whose (1, 1) is the centre of the first pixel; so half a pixel is added. */
export function formatPts(landmarks: readonly Point[]): string {
  const lines = landmarks.map(([x, y]) => `${formatDecimal(x + 0.5)} ${formatDecimal(y + 0.5)}`)
  return `version: 1\nn_points: ${landmarks.length}\n{\n${lines.join('\n')}\n}\n`
}

/**
 * Formats shapes as CSV, one row per landmark; the photo's top-left corner is (0, 0). The confidence of a variant that
 * predicts none is empty.
 */
export function formatCsv(shapes: readonly LabelledShape[]): string {
  const rows = shapes.flatMap(({ face, variant, landmarks, confidence }) =>
    landmarks.map(([x, y], i) => {
      const sure = confidence ? formatDecimal(confidence[i]!) : ''
      return `${face},${variant},${i},${formatDecimal(x)},${formatDecimal(y)},${sure}`
    }),
  )
  return `face,variant,landmark,x,y,confidence\n${rows.join('\n')}\n`
}

/** Formats shapes and the picture's size as JSON; the photo's top-left corner is (0, 0). */
export function formatJson(shapes: readonly LabelledShape[], width: number, height: number): string {
  const round = (value: number) => Number(formatDecimal(value))
  const rounded = shapes.map(({ face, variant, landmarks, confidence, pose }) => ({
    face,
    variant,
    landmarks: landmarks.map(([x, y]) => [round(x), round(y)]),
    ...(confidence && { confidence: confidence.map(round) }),
    ...(pose && { pose: { yaw: round(pose.yaw), pitch: round(pose.pitch), roll: round(pose.roll) } }),
  }))
  const picture = { width, height, origin: 'the top-left corner of the top-left pixel', order: 'ibug 68' }
  return `${JSON.stringify({ picture, shapes: rounded }, null, 1)}\n`
}
