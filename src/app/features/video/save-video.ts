import { formatJsonLines } from '../../../analysis/json-lines.ts'
import { formatTable } from '../../../analysis/table.ts'
import { VideoWriter } from '../../../video/video-writer.ts'
import type { VideoAnalysis } from '../../media/video/video-analysis.ts'
import { download } from '../../ui/download.ts'
import { drawFrame, type VideoLayers } from './draw-frame.ts'
import { FramePixels } from './frame-pixels.ts'

const getBaseName = (name: string) => name.replace(/\.[^.]+$/, '')

/**
 * Joins text to a file, part by part: the browser keeps the file outside the page's heap, and the page stays responsive
 * while an hour of rows is written.
 */
async function joinFile(parts: Iterable<string>, type: string): Promise<Blob> {
  const blobs: Blob[] = []
  for (const part of parts) {
    blobs.push(new Blob([part]))
    await new Promise((resolve) => setTimeout(resolve))
  }
  return new Blob(blobs, { type })
}

/** Saves the rows as a table. */
export async function saveTable({ video, rows, settings }: VideoAnalysis): Promise<void> {
  const file = await joinFile(formatTable(rows, settings?.variant ?? ''), 'text/csv')
  download(file, `${getBaseName(video.name)}.csv`)
}

/** Saves the rows as JSON lines. */
export async function saveJsonLines({ video, rows, settings }: VideoAnalysis): Promise<void> {
  const file = await joinFile(formatJsonLines(rows, settings?.variant ?? ''), 'application/jsonl')
  download(file, `${getBaseName(video.name)}.jsonl`)
}

/** Rounds a side to an even number, which video codecs need. */
const toEven = (side: number) => Math.max(2, 2 * Math.round(side / 2))

/**
 * Saves the analysed frames with their landmarks as a WebM file, each with its own time. The file is kept in memory
 * until it is complete. An aborted `signal` drops it.
 * @throws VideoError, or the signal's reason.
 */
export async function saveVideo(
  analysis: VideoAnalysis,
  layers: VideoLayers,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { video, times, settings } = analysis
  const canvas = new OffscreenCanvas(toEven(video.width), toEven(video.height))
  const writer = await VideoWriter.start(canvas)
  const pixels = new FramePixels()
  try {
    // The file's times begin at 0; those before, which an edit list can make, are moved.
    const shift = Math.min(0, times[0] ?? 0)
    let index = 0
    for await (const { frame, timestampSeconds, durationSeconds } of video.readFrames()) {
      try {
        signal.throwIfAborted()
        if (index >= times.length) break
        const rows = analysis.getRows(index)
        await pixels.draw(frame, (picture) =>
          drawFrame(canvas, picture, rows, settings?.variant ?? '', layers),
        )
        const next = times.at(index + 1)
        await writer.addFrame(
          timestampSeconds - shift,
          next === undefined ? durationSeconds : next - timestampSeconds,
        )
        progress(++index / times.length)
      } finally {
        frame.close()
      }
    }
  } catch (error) {
    // What comes before the place where a damaged file ends has been written.
    if (signal.aborted || !(error instanceof Error && error.name === 'VideoError')) {
      await writer.cancel()
      throw error
    }
  }
  download(await writer.finish(), `${getBaseName(video.name)}-landmarks.webm`)
}
