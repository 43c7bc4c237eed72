import { readFileSync } from 'node:fs'
import { launchBrowser } from '../browser.ts'
import { listCameraFlags, writeCameraClip } from '../fake-camera.ts'

/** Frames of the camera, and the time between two of them in the clip. */
const FRAMES = 40
const STEP_S = 0.1

/** Cuts a clip into JPEG frames, in the page of a browser. */
async function cutFrames(clip: string): Promise<Buffer[]> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    const frames = await page.evaluate(
      async ([data, count, step]) => {
        const video = document.createElement('video')
        video.muted = true
        video.src = `data:video/webm;base64,${data}`
        await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }))
        const canvas = document.createElement('canvas')
        canvas.width = video.videoWidth
        canvas.height = video.videoHeight
        const shots: string[] = []
        for (let i = 0; i < count; i++) {
          const sought = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }))
          video.currentTime = i * step
          await sought
          canvas.getContext('2d', { colorSpace: 'srgb' })?.drawImage(video, 0, 0)
          shots.push(canvas.toDataURL('image/jpeg', 0.9).replace(/^.*,/, ''))
        }
        return shots
      },
      [readFileSync(clip).toString('base64'), FRAMES, STEP_S] as const,
    )
    return frames.map((frame) => Buffer.from(frame, 'base64'))
  } finally {
    await browser.close()
  }
}

/** Returns the flags of a browser whose camera shows a clip over and over; pages still need its permission. */
export async function showClipAsCamera(clip: string): Promise<string[]> {
  return listCameraFlags(writeCameraClip(await cutFrames(clip)))
}
