import type { Page } from 'playwright-core'
import type { Heaps } from './heaps.ts'
import { fitMiddleSlope } from '../slope.ts'
import type { SoakSample } from './leak-check.ts'
import { measureMemory, type ProcessMemory } from './process-memory.ts'

/** Bytes of the heap that an analysis may keep per frame: its time and its place in the table, in growing lists. */
export const BYTES_PER_FRAME = 32
/** Growth of shared memory per 1,000 frames that is no leak; drawn frames that the browser keeps need 165 MB. */
const NEGLIGIBLE_SHARED_BYTES = 1e6

const SAMPLE_COUNT = 24
const POLL_MS = 500
/** Time without another frame after which the page counts as stalled. */
const STALLED_MS = 120_000

/** Memory of the page while it analyses a video. */
export interface VideoSample extends SoakSample, ProcessMemory {}

/** Reads how many frames the view Video says that it has analysed. */
async function readFrameCount(page: Page): Promise<number> {
  const said = await page.getByText(/^(Done: |Stopped after )?[\d.,\s]+ frames?, /).allInnerTexts()
  return Number(/([\d.,\s]+) frame/.exec(said[0] ?? '')?.[1]?.replace(/\D/g, '') ?? 0)
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Waits until so many frames have been analysed; returns their number. */
async function waitForFrames(page: Page, wanted: number): Promise<number> {
  let [frames, changedAt] = [0, Date.now()]
  while (frames < wanted) {
    await wait(POLL_MS)
    const now = await readFrameCount(page)
    if (now > frames) [frames, changedAt] = [now, Date.now()]
    if (Date.now() - changedAt > STALLED_MS) throw new Error(`The analysis stalled after ${frames} frames.`)
  }
  return frames
}

/** Analyses the first `frames` frames of a video in the view Video, and samples the page's memory. */
export async function watchVideo(
  page: Page,
  heaps: Heaps,
  file: string,
  frames: number,
): Promise<VideoSample[]> {
  await page.getByLabel('Video file').setInputFiles(file)
  const samples: VideoSample[] = []
  const began = Date.now()
  for (let i = 1; i <= SAMPLE_COUNT; i++) {
    const analysed = await waitForFrames(page, Math.floor((i * frames) / SAMPLE_COUNT))
    const heap = await heaps.measureUsedBytes()
    const memory = await measureMemory(page)
    samples.push({ frames: analysed, heap, tensors: 0, workers: heaps.workers, gpuBytes: 0, ...memory })
    console.error(
      `${i}/${SAMPLE_COUNT}: ${analysed} frames in ${Math.round((Date.now() - began) / 1000)} s, heaps ${(heap / 1e6).toFixed(2)} MB, process ${(memory.resident / 1e6).toFixed(0)} MB, ${(memory.shared / 1e6).toFixed(0)} of it shared`,
    )
  }
  return samples
}

/** Checks that the page's shared memory does not grow in the second half, in bytes per 1,000 frames. */
export function checkSharedMemory(samples: readonly VideoSample[]): { growth: number; flat: boolean } {
  const settled = samples.slice(samples.length >> 1)
  const points = settled.map(({ frames, shared }) => [frames / 1000, shared] as const)
  const { slope, least } = fitMiddleSlope(points)
  return { growth: slope, flat: slope <= NEGLIGIBLE_SHARED_BYTES || least <= 0 }
}
