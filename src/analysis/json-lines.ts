import { unpackLandmarks, type FaceRow } from './face-row.ts'
import { joinParts } from './table.ts'

const round = (value: number, digits: number) => Number(value.toFixed(digits)) + 0

function formatLine({ frame, faceId, timestampSeconds, face }: FaceRow, variant: string): string {
  const head = { frame, face_id: faceId, timestamp: round(timestampSeconds, 6), success: face !== undefined }
  if (!face) return `${JSON.stringify(head)}\n`
  const { pose, measures, presence, confidences } = face
  const line = {
    ...head,
    variant,
    ...(presence !== undefined && { confidence: round(presence, 4) }),
    landmarks: unpackLandmarks(face).map(([x, y]) => [round(x, 2), round(y, 2)]),
    ...(confidences && { confidences: Array.from(confidences, (value) => round(value, 3)) }),
    ...(pose && {
      pose: {
        yaw: round(pose.yaw, 3),
        pitch: round(pose.pitch, 3),
        roll: round(pose.roll, 3),
        translation_mm: pose.translation.map((value) => round(value, 2)),
        openface_radians: pose.openFaceAngles.map((value) => round(value, 5)),
      },
    }),
    ...(measures && {
      ear_left: round(measures.eyeAspectRatioLeft, 4),
      ear_right: round(measures.eyeAspectRatioRight, 4),
      mouth_aspect_ratio: round(measures.mouthAspectRatio, 4),
    }),
  }
  return `${JSON.stringify(line)}\n`
}

/** Formats rows as JSON lines (one object a line), in parts. */
export function formatJsonLines(rows: Iterable<FaceRow>, variant: string): Generator<string, void> {
  return joinParts(rows, (row) => formatLine(row, variant))
}
