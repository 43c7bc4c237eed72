import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRandom } from '../../../evaluation/random.ts'
import { chooseMinPresence } from '../../../landmarker/tracking/presence.ts'
import { openHarness, toVariantUrl } from '../../harness-page.ts'
import { drawProgress } from '../../progress.ts'
import { planCrops, shareCrops, type CropArea } from './crops.ts'
import type { FalseFace } from './harness.ts'

const HARNESS = fileURLToPath(new URL('./harness.html', import.meta.url))
/** Number of last characters of a photo's path used in the name of a picture. */
const PATH_LETTERS = 60
const EXTENSIONS = ['.jpg', '.jpeg', '.png', '.webp']

/** Options of the false-face count. */
export interface FalseFaceOptions {
  /** Folder of photos without faces, searched recursively. */
  readonly folder: string
  /** Number of crops, in addition to the whole photos. */
  readonly crops: number
  readonly seed: number
  /** Variant whose presence check follows the detector, if any. */
  readonly variant: string | undefined
  /** Folder to write crops with false faces to, if any. */
  readonly pictures: string | undefined
}

/** Picture with false faces. */
export interface FalseFacePicture {
  /** Path of the photo in the folder. */
  readonly photo: string
  /** Part of the photo; all of it if undefined. */
  readonly crop: CropArea | undefined
  readonly faces: readonly FalseFace[]
}

/** Number of pictures and the false faces found in them. */
export interface FalseFaceCount {
  readonly photos: number
  readonly crops: number
  /** Pictures with false faces. */
  readonly found: readonly FalseFacePicture[]
}

/**
 * Lists the photos in a folder, recursively, as sorted relative paths. Symbolic links are left out; wallpaper
 * packages have one for each screen size. @throws Error if there are none.
 */
export function listPhotos(folder: string): string[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`)
  const photos = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && EXTENSIONS.includes(extname(entry.name).toLowerCase()))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
    .sort()
  if (photos.length === 0) throw new Error(`${folder} contains no photos (${EXTENSIONS.join(', ')}).`)
  return photos
}

/** Keeps the faces that pass a variant's presence check, and those without a presence. */
export function keepPresent(faces: readonly FalseFace[]): FalseFace[] {
  return faces.filter(({ presence, score }) => (presence ?? 1) >= chooseMinPresence({ score }))
}

/** Counts detected faces in photos without faces, in a real browser on WASM. @throws Error if a photo cannot be read. */
export async function countFalseFaces(options: FalseFaceOptions): Promise<FalseFaceCount> {
  const { folder, crops, seed, pictures } = options
  const photos = listPhotos(folder)
  if (pictures) mkdirSync(pictures, { recursive: true })
  const harness = await openHarness(HARNESS, folder, 'falseFaces')
  const { page, url } = harness
  try {
    await page.evaluate((name) => window.falseFaces.start(name), toVariantUrl(options.variant, harness))
    const random = createRandom(seed)
    const shares = shareCrops(crops, photos.length)
    const found: FalseFacePicture[] = []
    const began = Date.now()
    let cut = 0
    for (const [i, photo] of photos.entries()) {
      const size = await page.evaluate(
        (file) => window.falseFaces.open(file),
        `${url}/data/${photo.split('/').map(encodeURIComponent).join('/')}`,
      )
      if (!size) throw new Error(`${photo} cannot be opened as a picture. Remove it and start again.`)
      const areas = planCrops(size.width, size.height, shares[i]!, random)
      cut += areas.length
      for (const crop of [undefined, ...areas]) {
        const area = crop ?? { left: 0, top: 0, ...size }
        const faces = await page.evaluate((part) => window.falseFaces.detect(part), area)
        if (faces.length === 0) continue
        const picture = { photo, crop, faces }
        found.push(picture)
        if (!pictures) continue
        const png = await page.evaluate((boxes) => window.falseFaces.draw(boxes), faces)
        writeFileSync(join(pictures, createPictureName(picture, found.length)), Buffer.from(png, 'base64'))
      }
      drawProgress(i + 1, photos.length, began)
    }
    return { photos: photos.length, crops: cut, found }
  } finally {
    await harness.close()
  }
}

/** Creates the file name of a picture from its number, the photo, and each face's presence. */
function createPictureName({ photo, crop, faces }: FalseFacePicture, number: number): string {
  const place = crop ? `${crop.left}-${crop.top}-${crop.width}x${crop.height}` : 'whole'
  const presences = faces.map(({ presence }) => presence?.toFixed(2) ?? 'x').join('_')
  // Photos in different folders may have the same name.
  const path = photo.slice(0, -extname(photo).length).replaceAll('/', '-').slice(-PATH_LETTERS)
  return `${String(number).padStart(4, '0')}-${path}-${place}-${presences}.png`
}
