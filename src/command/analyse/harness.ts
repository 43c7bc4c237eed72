import { analyseFrames, analysePhoto } from '../../analysis/analyse-frames.ts'
import type { FaceRow } from '../../analysis/face-row.ts'
import { formatJsonLines } from '../../analysis/json-lines.ts'
import { formatTableRows, TABLE_HEADER } from '../../analysis/table.ts'
import { readPhoto } from '../../app/media/photo.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import { getErrorMessage } from '../../landmarker/errors.ts'
import { createLandmarker, type Landmarker } from '../../landmarker/landmarker.ts'
import { SMOOTHING } from '../../landmarker/tracking/one-euro.ts'
import { VideoFile } from '../../video/video-file.ts'

export type TableFormat = 'csv' | 'json-lines'

/** Analysis of the file that was given to the page's input. */
export interface AnalysisRequest {
  readonly kind: 'photo' | 'video'
  readonly format: TableFormat
  readonly isSmooth: boolean
  readonly maxFaces: number | undefined
}

/** Summary of an analysed file; `error` says why it ended early. */
export interface AnalysisSummary {
  readonly frames: number
  readonly framesWithFaces: number
  readonly seconds: number
  readonly error: string | undefined
}

declare global {
  interface Window {
    analysis: typeof analysis
    /** Appends text to the file's table. Given by the command. */
    writePart(text: string): Promise<void>
    /** Reports the share of a video that has been analysed. Given by the command. */
    reportProgress(share: number): Promise<void>
  }
}

/** Frames whose rows are written at a time, so that none of a long video stay in memory. */
const FRAMES_PER_PART = 250

let landmarker: Landmarker | undefined

/** Gets the file that the command gave to the page, which reads it from the disk part by part. */
function getFile(): File {
  const file = document.querySelector('input')?.files?.[0]
  if (!file) throw new Error('give a file to the input first')
  return file
}

async function writeRows(rows: readonly FaceRow[], format: TableFormat, variant: string): Promise<void> {
  const parts = format === 'csv' ? formatTableRows(rows, variant) : formatJsonLines(rows, variant)
  for (const part of parts) await window.writePart(part)
}

async function analyseVideo(
  started: Landmarker,
  request: AnalysisRequest,
  countFrame: (rows: readonly FaceRow[]) => void,
): Promise<void> {
  const { format, isSmooth, maxFaces } = request
  const variant = started.variants[0]!
  const file = getFile()
  const video = await VideoFile.open(file, file.name)
  let rows: FaceRow[] = []
  let frames = 0
  try {
    const options = { maxFaces, smoothing: isSmooth ? SMOOTHING : undefined }
    for await (const frame of analyseFrames(video.readFrames(), started, options)) {
      countFrame(frame.rows)
      rows.push(...frame.rows)
      if (++frames % FRAMES_PER_PART > 0) continue
      await writeRows(rows, format, variant)
      rows = []
      if (video.durationSeconds)
        await window.reportProgress(Math.min(1, frame.timestampSeconds / video.durationSeconds))
    }
  } finally {
    await writeRows(rows, format, variant)
    video.close()
  }
}

const analysis = {
  /** Starts the landmarker; `variant` is the name of a bundled one or the URL of a folder. */
  async start(variant: string, backend: BackendName | undefined): Promise<string> {
    landmarker = await createLandmarker({ variant, backend, cache: false })
    await landmarker.warmUp()
    return `${landmarker.backend.name}: ${landmarker.backend.reason}`
  },

  /** Analyses a file and writes its table, also what there is if it ends early. */
  async analyse(request: AnalysisRequest): Promise<AnalysisSummary> {
    if (!landmarker) throw new Error('call start first')
    const { kind, format } = request
    const began = performance.now()
    let [frames, framesWithFaces] = [0, 0]
    const countFrame = ([first]: readonly FaceRow[]) => {
      frames++
      if (first?.face) framesWithFaces++
    }
    let error: string | undefined
    try {
      if (format === 'csv') await window.writePart(TABLE_HEADER)
      if (kind === 'video') await analyseVideo(landmarker, request, countFrame)
      else {
        const file = getFile()
        const photo = await readPhoto(file, file.name)
        const rows = await analysePhoto(photo, landmarker, { maxFaces: request.maxFaces }).finally(() =>
          photo.close(),
        )
        countFrame(rows)
        await writeRows(rows, format, landmarker.variants[0]!)
      }
    } catch (failure) {
      error = getErrorMessage(failure)
    }
    return { frames, framesWithFaces, seconds: (performance.now() - began) / 1000, error }
  },
}

window.analysis = analysis
