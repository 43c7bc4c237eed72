import { describe, expect, it } from 'vitest'
import type { FaceRow } from '../../src/analysis/face-row.ts'
import { RowStore } from '../../src/analysis/row-store.ts'
import { formatTable } from '../../src/analysis/table.ts'

/** Row whose numbers all differ, with digits that only fit into 64 bits. */
function createRow(
  i: number,
  parts: { confidences?: boolean; presence?: boolean; pose?: boolean } = {},
): FaceRow {
  const at = (k: number) => Math.sin(i * 331 + k)
  return {
    frame: i + 1,
    faceId: i % 3,
    timestampSeconds: i / 29.97,
    face: {
      coordinates: Float32Array.from({ length: 136 }, (_, k) => 500 * at(k)),
      confidences: parts.confidences ? Float32Array.from({ length: 68 }, (_, k) => at(k + 200)) : undefined,
      presence: parts.presence ? at(1) : undefined,
      pose: parts.pose
        ? {
            translation: [at(2), at(3), at(4)],
            openFaceAngles: [at(5), at(6), at(7)],
            yaw: at(8),
            pitch: at(9),
            roll: at(10),
          }
        : undefined,
      measures: { eyeAspectRatioLeft: at(11), eyeAspectRatioRight: at(12), mouthAspectRatio: at(13) },
    },
  }
}

const store = (rows: readonly FaceRow[]) => {
  const stored = new RowStore()
  for (const row of rows) stored.add(row)
  return stored
}

describe('stored rows', () => {
  const rows = Array.from({ length: 2500 }, (_, i): FaceRow => {
    if (i % 7 === 3) return { frame: i + 1, faceId: 0, timestampSeconds: i / 29.97, face: undefined }
    return createRow(i, { confidences: i % 5 > 0, presence: i % 2 > 0, pose: i % 3 > 0 })
  })

  it('come back as they were, whatever is missing in them', () => {
    const stored = store(rows)
    expect(stored.length).toBe(rows.length)
    for (const i of [0, 3, 4, 5, 1023, 1024, 2047, 2048, 2499]) expect(stored.get(i)).toEqual(rows[i])
    expect([...stored]).toEqual(rows)
    expect([...formatTable(stored, 'lite')].join('')).toBe([...formatTable(rows, 'lite')].join(''))
  })

  it('refuse an index that is none', () => {
    expect(() => store(rows.slice(0, 2)).get(2)).toThrow(RangeError)
    expect(() => store([]).get(0)).toThrow(RangeError)
    expect(() => store(rows).get(-1)).toThrow(RangeError)
  })

  it('need less than a kilobyte each: an hour of a face 84 MB at most', () => {
    const count = 9216
    const bytesOf = (confidences: boolean) =>
      store(Array.from({ length: count }, (_, i) => createRow(i, { confidences, pose: true }))).byteLength /
      count
    expect(bytesOf(false)).toBe(665)
    expect(bytesOf(true)).toBe(937)
  })
})
