import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRandom } from '../../../evaluation/random.ts'
import { choosePresence } from '../../../landmarker/tracking/presence.ts'
import { openHarness, type HarnessPage } from '../../harness-page.ts'
import { drawProgress } from '../../progress.ts'
import { planCrops, shareCrops, type CropArea } from './crops.ts'
import type { FalseFace } from './harness.ts'

const HARNESS = fileURLToPath(new URL('./harness.html', import.meta.url))
/** Last letters of a photo's path that stand in the name of a picture. */
const PATH_LETTERS = 60
const EXTENSIONS = ['.jpg', '.jpeg', '.png', '.webp']

/** What the command line asks for. */
export interface FalseFaceOptions {
  /** Folder with photos without faces, and folders of them. */
  readonly folder: string
  /** Crops, beside the whole photos. */
  readonly crops: number
  readonly seed: number
  /** Variant whose presence check comes after the detector; none if not said. */
  readonly variant: string | undefined
  /** Folder for pictures of the crops with faces; none if not said. */
  readonly pictures: string | undefined
}

/** False faces of one picture. */
export interface FalseFacePicture {
  /** Path of the photo below the folder. */
  readonly photo: string
  /** Part of the photo; all of it if undefined. */
  readonly crop: CropArea | undefined
  readonly faces: readonly FalseFace[]
}

/** False faces over all pictures. */
export interface FalseFaceCount {
  readonly photos: number
  readonly crops: number
  /** Those with false faces. */
  readonly found: readonly FalseFacePicture[]
}

/**
 * Photos in a folder and below it, as paths from there, in order; links, which wallpapers have for each size of
 * screen, are left out. @throws Error if there are none.
 */
export function listPhotos(folder: string): string[] {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`)
  const photos = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && EXTENSIONS.includes(extname(entry.name).toLowerCase()))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
    .sort()
  if (photos.length === 0) throw new Error(`${folder} holds no photos (${EXTENSIONS.join(', ')}).`)
  return photos
}

/** Faces that are left after a variant's presence check; one that it cannot judge stays. */
export function keepPresent(faces: readonly FalseFace[]): FalseFace[] {
  return faces.filter(({ presence, score }) => (presence ?? 1) >= choosePresence({ score }))
}

/** Looks for faces where there are none, in a real browser on WASM. @throws Error with a sentence. */
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
      const areas = planCrops(size.width, size.height, shares[i], random)
      cut += areas.length
      for (const crop of [undefined, ...areas]) {
        const area = crop ?? { left: 0, top: 0, ...size }
        const faces = await page.evaluate((of) => window.falseFaces.look(of), area)
        if (faces.length === 0) continue
        const picture = { photo, crop, faces }
        found.push(picture)
        if (!pictures) continue
        const png = await page.evaluate((seen) => window.falseFaces.draw(seen), faces)
        writeFileSync(join(pictures, createPictureName(picture, found.length)), Buffer.from(png, 'base64'))
      }
      drawProgress(i + 1, photos.length, began)
    }
    return { photos: photos.length, crops: cut, found }
  } finally {
    await harness.close()
  }
}

/** The variant as the page is to load it: a name, or the address of a folder that is served then. */
function toVariantUrl(variant: string | undefined, { mounts, url }: HarnessPage): string | undefined {
  if (!variant || !existsSync(join(variant, 'model.json'))) return variant
  mounts['/variant/'] = resolve(variant)
  return `${url}/variant/`
}

/** Name of a crop's picture, by its number: the photo, and what the presence check said of each face. */
function createPictureName({ photo, crop, faces }: FalseFacePicture, number: number): string {
  const place = crop ? `${crop.left}-${crop.top}-${crop.width}x${crop.height}` : 'whole'
  const presences = faces.map(({ presence }) => presence?.toFixed(2) ?? 'x').join('_')
  // Photos of one name lie in folders of their own.
  const path = photo.slice(0, -extname(photo).length).replaceAll('/', '-').slice(-PATH_LETTERS)
  return `${String(number).padStart(4, '0')}-${path}-${place}-${presences}.png`
}
