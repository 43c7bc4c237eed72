import { WorstFaceList } from '../../../evaluation/worst-faces.ts'
import {
  computeFaceNme,
  computeFaceMetrics,
  NORMALISERS,
  type FaceMetrics,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { readPhoto } from '../../media/photo.ts'
import type { Studio } from '../../state/studio.ts'
import type { Problem } from '../../media/dataset/dataset.ts'
import type { MarkedPhoto } from '../../media/dataset/faces.ts'
import { findAll, type Found, type Settings } from './found-landmarks.ts'
import { thumbnailOf, type Thumbnail } from './thumbnail.ts'

/** How many of the worst faces are shown, by each variant and normaliser. */
export const WORST = 24

/** React hears of new numbers this often, in ms: faces come faster than plots can be drawn or read. */
const HEARD_EVERY = 500

/**
 * Faces scored one photo after another. It can be stopped and goes on where it was. Of photos nothing is
 * kept but numbers, and thumbnails of those that are the worst so far.
 */
export class Evaluation {
  readonly settings: Settings
  /** Faces to score. */
  readonly all: number
  readonly results: FaceMetrics[] = []
  readonly problems: Problem[]
  /** By the face's place in `results`. */
  readonly thumbnails = new Map<number, Thumbnail>()
  phase: 'stopped' | 'running' | 'done' = 'stopped'
  /** What it waits for before the first face. */
  waiting: string | undefined
  /** What ended it before its time. */
  failure: string | undefined
  /** Faces passed, those with a problem too. */
  passed = 0
  /** Milliseconds at work. */
  elapsed = 0
  readonly #photos: readonly MarkedPhoto[]
  readonly #worst = new Map<string, WorstFaceList>()
  readonly #listeners = new Set<() => void>()
  #next = 0
  #version = 0
  #heardAt = 0
  #stop = new AbortController()

  constructor(photos: readonly MarkedPhoto[], problems: readonly Problem[], settings: Settings) {
    this.#photos = photos
    this.problems = [...problems]
    this.settings = settings
    this.all = photos.reduce((sum, { faces }) => sum + faces, 0)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Another number whenever something is to be drawn anew. */
  readonly version = (): number => this.#version

  /** The worst faces by one variant and normaliser, as places in `results`, the worst first. */
  worst(variant: string, by: Normaliser): number[] {
    return this.#ranking(variant, by).faces.map(({ face }) => face)
  }

  /** Runs until the end or `stop`. */
  async go(studio: Studio): Promise<void> {
    if (this.phase === 'running') return
    const { signal } = (this.#stop = new AbortController())
    this.phase = 'running'
    this.failure = undefined
    this.#say('Waiting for the networks')
    try {
      const ran = await studio.borrow(async (landmarker) => {
        await this.#run(studio, landmarker, signal)
        return true
      })
      if (!ran) this.failure = 'The networks could not be loaded. Reload the page to try again.'
    } catch (error) {
      this.failure = messageOf(error)
    }
    this.phase = this.#next < this.#photos.length ? 'stopped' : 'done'
    this.#say(undefined)
  }

  /** Ends after the photo that is being looked at. */
  readonly stop = (): void => this.#stop.abort()

  /** Stops and lets the thumbnails go. */
  dispose(): void {
    this.stop()
    for (const { url } of this.thumbnails.values()) URL.revokeObjectURL(url)
    this.thumbnails.clear()
  }

  async #run(studio: Studio, landmarker: Landmarker, signal: AbortSignal): Promise<void> {
    const { variants } = this.settings
    if (signal.aborted) return
    await studio.equip(landmarker, variants, (loaded, total) =>
      this.#say(`Loading the networks: ${Math.round((100 * loaded) / total)}%`),
    )
    this.#say(undefined)
    for (; this.#next < this.#photos.length && !signal.aborted; this.#next++) {
      const began = performance.now()
      await this.#look(landmarker, this.#photos[this.#next])
      const now = performance.now()
      this.elapsed += now - began
      if (now - this.#heardAt > HEARD_EVERY) this.#say(undefined)
    }
  }

  async #look(landmarker: Landmarker, marked: MarkedPhoto): Promise<void> {
    const { path } = marked.photo
    const done = this.passed + marked.faces
    const truths = await this.#tried(marked.annotation, () => marked.landmarks())
    const photo = truths && (await this.#tried(path, async () => readPhoto(await marked.photo.open(), path)))
    if (truths && photo) {
      try {
        const found = await findAll(landmarker, photo, truths, this.settings)
        for (const [i, truth] of truths.entries()) {
          const result = await this.#tried(marked.annotation, () =>
            computeFaceMetrics(path, i + 1, truth, found[i]),
          )
          if (result) await this.#keep(result, marked, photo, truth, found[i])
        }
      } finally {
        photo.close()
      }
    }
    this.passed = done
  }

  /** What `work` gives; a file that is broken goes on the list, and the next one is looked at. */
  async #tried<T>(path: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.problems.push({ path, reason: messageOf(error) })
      return undefined
    }
  }

  async #keep(
    result: FaceMetrics,
    { photo: source }: MarkedPhoto,
    photo: ImageBitmap,
    truth: readonly Point[],
    found: Found,
  ): Promise<void> {
    const place = this.results.push(result) - 1
    const among = this.settings.variants.flatMap((variant) =>
      NORMALISERS.map((by) => this.#ranking(variant, by).add(place, computeFaceNme(result, variant, by))),
    )
    if (!among.includes(true)) return
    // Without room for a picture the numbers are still good.
    const thumbnail = await thumbnailOf(source, photo, truth, found).catch(() => undefined)
    if (thumbnail) this.thumbnails.set(place, thumbnail)
    const kept = new Set([...this.#worst.values()].flatMap(({ faces }) => faces.map(({ face }) => face)))
    for (const [face, { url }] of this.thumbnails) {
      if (kept.has(face)) continue
      URL.revokeObjectURL(url)
      this.thumbnails.delete(face)
    }
  }

  #ranking(variant: string, by: Normaliser): WorstFaceList {
    const key = `${variant} ${by}`
    const known = this.#worst.get(key)
    if (known) return known
    const made = new WorstFaceList(WORST)
    this.#worst.set(key, made)
    return made
  }

  #say(waiting: string | undefined): void {
    this.waiting = waiting
    this.#heardAt = performance.now()
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}
