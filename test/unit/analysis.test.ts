import { describe, expect, it } from 'vitest'
import { analyseFrames } from '../../src/analysis/analyse-frames.ts'
import type { ClipFrame } from '../../src/analysis/clip-analysis.ts'
import { unpackLandmarks, type FaceRow } from '../../src/analysis/face-row.ts'
import { formatJsonLines } from '../../src/analysis/json-lines.ts'
import { toOpenFaceAngles } from '../../src/analysis/openface-angles.ts'
import { formatTable, TABLE_COLUMNS } from '../../src/analysis/table.ts'
import { parseCsv } from '../../src/evaluation/csv.ts'
import { multiplyRotations, toRotation, fromAngles } from '../../src/pose/rotation.ts'
import { createLandmarks } from '../support/simulated-camera.ts'

const LANDMARKS = createLandmarks({ centre: [320, 240], side: 150 })

/** A frame that counts how often it is closed. */
function createFrame(closed: { count: number }): ClipFrame['frame'] {
  return { width: 640, height: 480, close: () => closed.count++ } as unknown as ClipFrame['frame']
}

/** A landmarker that sees one face in odd frames, and notes the times it is given. */
function createLandmarker(times: number[], state = { ended: 0 }) {
  const track = (_: unknown, at: number) => {
    times.push(at)
    const face = {
      id: 1,
      landmarks: LANDMARKS,
      presence: 0.9,
      confidence: LANDMARKS.map(() => 0.5),
      variants: { lite: LANDMARKS },
    }
    return Promise.resolve({ faces: times.length % 2 ? [face] : [], times: {} })
  }
  return { trackClip: () => ({ track, end: () => state.ended++ }) as never }
}

async function* playFrames(times: readonly number[], closed: { count: number }) {
  for (const timestampSeconds of times) yield { frame: createFrame(closed), timestampSeconds }
}

async function collectRows(times: readonly number[], closed = { count: 0 }): Promise<FaceRow[]> {
  const rows: FaceRow[] = []
  for await (const frame of analyseFrames(playFrames(times, closed), createLandmarker([])))
    rows.push(...frame.rows)
  return rows
}

describe('the angles of OpenFace', () => {
  it('are those of Rx Ry Rz', () => {
    for (const [pitch, yaw, roll] of [
      [0.2, -0.5, 0.3],
      [-0.4, 1.1, -0.9],
      [0, 0, 0],
    ]) {
      const rotation = multiplyRotations(
        multiplyRotations(toRotation([pitch!, 0, 0]), toRotation([0, yaw!, 0])),
        toRotation([0, 0, roll!]),
      )
      const angles = toOpenFaceAngles(rotation)
      for (const [i, value] of [pitch, yaw, roll].entries()) expect(angles[i]).toBeCloseTo(value!, 10)
    }
  })

  it('have the opposite signs of our yaw and pitch', () => {
    const [, yaw] = toOpenFaceAngles(fromAngles({ yaw: 20, pitch: 0, roll: 0 }))
    const [pitch] = toOpenFaceAngles(fromAngles({ yaw: 0, pitch: 20, roll: 0 }))
    const [, , roll] = toOpenFaceAngles(fromAngles({ yaw: 0, pitch: 0, roll: 20 }))
    for (const [angle, sign] of [
      [yaw, -1],
      [pitch, -1],
      [roll, 1],
    ])
      expect((angle! * 180) / Math.PI).toBeCloseTo(20 * sign!, 8)
  })
})

describe('the analysis of frames', () => {
  it('passes each time on, closes each frame, and ends the tracking', async () => {
    const [times, state, closed] = [[] as number[], { ended: 0 }, { count: 0 }]
    const given = [0, 0.04, 0.1]
    const rows: FaceRow[] = []
    for await (const frame of analyseFrames(playFrames(given, closed), createLandmarker(times, state)))
      rows.push(...frame.rows)
    expect(times).toEqual(given)
    expect(closed.count).toBe(3)
    expect(state.ended).toBe(1)
    expect(rows.map(({ frame, faceId, timestampSeconds }) => [frame, faceId, timestampSeconds])).toEqual([
      [1, 0, 0],
      [2, 0, 0.04],
      [3, 0, 0.1],
    ])
    expect(rows.map(({ face }) => face !== undefined)).toEqual([true, false, true])
  })

  it('ends the tracking if nobody wants more', async () => {
    const [state, closed] = [{ ended: 0 }, { count: 0 }]
    for await (const frame of analyseFrames(playFrames([0, 1, 2], closed), createLandmarker([], state)))
      if (frame.frame === 2) break
    expect(state.ended).toBe(1)
    expect(closed.count).toBe(2)
  })

  it('measures a frontal face', async () => {
    const { face } = (await collectRows([0]))[0]!
    if (!face) throw new Error('no face')
    for (const [i, [x, y]] of unpackLandmarks(face).entries()) {
      expect(x).toBeCloseTo(LANDMARKS[i]![0], 3)
      expect(y).toBeCloseTo(LANDMARKS[i]![1], 3)
    }
    expect(Math.abs(face.pose?.yaw ?? 90)).toBeLessThan(3)
    // A head of 15 cm seen 150 pixels wide at a focal length of 640.
    expect(face.pose?.translation[2]).toBeGreaterThan(300)
    expect(face.pose?.translation[2]).toBeLessThan(1200)
    expect(face.measures?.eyeAspectRatioLeft).toBeGreaterThan(0.2)
  })
})

describe('the table', () => {
  it('begins with the columns of OpenFace and has a field for each', async () => {
    const text = [...formatTable(await collectRows([0, 0.033367]), 'lite')].join('')
    const [header, first, second] = parseCsv(text)
    expect(header).toEqual(TABLE_COLUMNS)
    expect(header!.slice(0, 12).join()).toBe(
      'frame,face_id,timestamp,confidence,success,pose_Tx,pose_Ty,pose_Tz,pose_Rx,pose_Ry,pose_Rz,x_0',
    )
    expect(new Set(header).size).toBe(header!.length)
    expect([first!.length, second!.length]).toEqual([header!.length, header!.length])
    const get = (row: readonly string[], name: string) => row[header!.indexOf(name)]
    expect(get(first!, 'success')).toBe('1')
    expect(get(first!, 'confidence')).toBe('0.9')
    expect(get(first!, 'variant')).toBe('lite')
    expect(get(first!, 'confidence_67')).toBe('0.5')
    expect(Number(get(first!, 'x_30'))).toBeCloseTo(LANDMARKS[30]![0], 2)
    expect(Number(get(first!, 'y_30'))).toBeCloseTo(LANDMARKS[30]![1], 2)
    expect(second!.slice(0, 6)).toEqual(['2', '0', '0.033367', '0', '0', ''])
    expect(get(second!, 'x_30')).toBe('')
  })

  it('is split into parts', async () => {
    const rows = await collectRows(Array.from({ length: 1100 }, (_, i) => i / 30))
    const parts = [...formatTable(rows, 'lite')]
    expect(parts.length).toBe(4)
    expect(parseCsv(parts.join(''))).toHaveLength(1101)
  })
})

describe('JSON lines', () => {
  it('have an object for each row', async () => {
    const lines = [...formatJsonLines(await collectRows([0, 0.5]), 'lite')].join('').trim().split('\n')
    const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(first).toMatchObject({ frame: 1, face_id: 0, timestamp: 0, success: true, confidence: 0.9 })
    expect(first!.landmarks).toHaveLength(68)
    expect(second).toEqual({ frame: 2, face_id: 0, timestamp: 0.5, success: false })
  })
})
