import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { MEAN_SHAPE } from '../../geometry/face.ts'
import { rotate, type Point } from '../../geometry/point.ts'
import type { Square } from '../../geometry/square.ts'
import type { BenchEnvironment } from '../bench/environment.ts'
import type { Heaps } from './heaps.ts'
import type { SoakSample } from './leak-check.ts'

/** Most samples per run; the page reports its progress twice a second. */
const MAX_SAMPLES = 20
/** Time without another scored face after which the page counts as stalled. */
const STALLED_MS = 120_000
/** Photo of @vladmandic/face-api, and a face in it, in pixels. */
const PHOTO_NUMBER = 6
const FACE: Square = { centre: [1220, 470], side: 175, roll: 0.12 }
/** Number of different crops of the face; the other photos are copies of them. */
const SHOT_COUNT = 8
/** Side of a crop, in its own pixels and in face sides. */
const SHOT_SIDE_PX = 256
const SHOT_SIDE_FACES = 2

/** Returns the top-left corner of the nth crop, in pixels of the whole photo. */
function getShotCorner(shot: number): Point {
  const half = (SHOT_SIDE_FACES * FACE.side) / 2
  return [FACE.centre[0] - half - 3 * shot, FACE.centre[1] - half + 2 * shot]
}

/** Creates a .pts file with the mean shape on a crop, displaced from the face by `off` pixels. */
function createPts(shot: number, off: number): string {
  const scale = SHOT_SIDE_PX / (SHOT_SIDE_FACES * FACE.side)
  const [left, top] = getShotCorner(shot)
  const lines = MEAN_SHAPE.map(([x, y]) => {
    const [dx, dy] = rotate([x * FACE.side, y * FACE.side], FACE.roll)
    const [px, py] = [(FACE.centre[0] + dx - left) * scale, (FACE.centre[1] + dy - top) * scale]
    return `${(px + off).toFixed(3)} ${(py - off).toFixed(3)}`
  })
  return `version: 1\nn_points: ${lines.length}\n{\n${lines.join('\n')}\n}\n`
}

/** Writes photos of one face and their .pts files, each with a slightly different displacement. */
export async function writePhotos(
  environment: BenchEnvironment,
  folder: string,
  count: number,
): Promise<void> {
  const corners = Array.from({ length: SHOT_COUNT }, (_, shot) => getShotCorner(shot))
  const shots = await environment.withPage((page) =>
    page.evaluate(
      async ([url, places, from, side]) => {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob(), {
          colorSpaceConversion: 'default',
        })
        const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
        return places.map(([left, top]) => {
          canvas
            .getContext('2d', { colorSpace: 'srgb' })
            ?.drawImage(bitmap, left, top, from, from, 0, 0, side, side)
          return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
        })
      },
      [environment.getPhotoUrl(PHOTO_NUMBER), corners, SHOT_SIDE_FACES * FACE.side, SHOT_SIDE_PX] as const,
    ),
  )
  for (let i = 0; i < count; i++) {
    const shot = i % SHOT_COUNT
    const name = join(folder, String(i).padStart(6, '0'))
    if (i === shot) writeFileSync(`${name}.jpg`, Buffer.from(shots[shot]!, 'base64'))
    else copyFileSync(join(folder, `${String(shot).padStart(6, '0')}.jpg`), `${name}.jpg`)
    // Errors grow, so that the list of worst faces changes up to the end.
    writeFileSync(`${name}.pts`, createPts(shot, (8 * i) / count + ((7 * i) % 5)))
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Lets the view Evaluate score a folder of `count` photos. @throws Error if it stalls. */
export async function watchPhotos(
  page: Page,
  heaps: Heaps,
  folder: string,
  count: number,
): Promise<SoakSample[]> {
  await page.getByLabel('Choose folder').setInputFiles(folder)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  const progress = page.getByRole('progressbar', { name: 'Faces evaluated' })
  const samples: SoakSample[] = []
  let passed = { faces: 0, at: Date.now() }
  while (samples.at(-1)?.frames !== count) {
    const faces = await progress.evaluate((element: HTMLProgressElement) => element.value)
    if (faces > passed.faces) passed = { faces, at: Date.now() }
    if (Date.now() - passed.at > STALLED_MS) throw new Error(`Evaluate stalled after ${faces} faces.`)
    if (faces < Math.min(count, (samples.at(-1)?.frames ?? -Infinity) + count / MAX_SAMPLES)) {
      await wait(50)
      continue
    }
    const heap = await heaps.measureLiveBytes()
    console.error(`${faces} of ${count} faces, ${(heap / 1e6).toFixed(3)} MB`)
    samples.push({ frames: faces, heap, tensors: 0, workers: heaps.workers, gpuBytes: 0 })
  }
  return samples
}
