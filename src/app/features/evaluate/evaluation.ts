import { Worst } from '../../../evaluation/worst.ts'
import {
  errorOf,
  faceResult,
  NORMALISERS,
  type FaceResult,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { readPhoto } from '../../media/photo.ts'
import type { AppController } from '../../state/app-controller.ts'
import type { Problem } from '../../media/dataset/dataset.ts'
import type { AnnotatedPhoto } from '../../media/dataset/annotated-photos.ts'
import { findLandmarks, type FoundLandmarks, type EvaluationSettings } from './found-landmarks.ts'
import { createFaceThumbnail, type FaceThumbnail } from './face-thumbnail.ts'
import { TEXT } from '../../ui/text.ts'

/** How many of the worst faces are shown, by each variant and normaliser. */
export const MAX_WORST_FACES = 24

/** React hears of new numbers this often, in ms: faces come faster than plots can be drawn or read. */
const NOTIFY_INTERVAL_MS = 500

/**
 * Faces scored one photo after another. It can be stopped and goes on where it was. Of photos nothing is
 * kept but numbers, and thumbnails of those that are the worst so far.
 */
export class Evaluation {
  readonly settings: EvaluationSettings
  /** Faces to score. */
  readonly all: number
  readonly results: FaceResult[] = []
  readonly problems: Problem[]
  /** By the face's place in `results`. */
  readonly thumbnails = new Map<number, FaceThumbnail>()
  phase: 'stopped' | 'running' | 'done' = 'stopped'
  /** What it waits for before the first face. */
  waitingFor: string | undefined
  /** What ended it before its time. */
  failure: string | undefined
  /** Faces passed, those with a problem too. */
  passed = 0
  /** Milliseconds at work. */
  elapsed = 0
  readonly #photos: readonly AnnotatedPhoto[]
  readonly #worst = new Map<string, Worst>()
  readonly #listeners = new Set<() => void>()
  #next = 0
  #version = 0
  #notifiedAt = 0
  #stop = new AbortController()

  constructor(photos: readonly AnnotatedPhoto[], problems: readonly Problem[], settings: EvaluationSettings) {
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
  async run(app: AppController): Promise<void> {
    if (this.phase === 'running') return
    const { signal } = (this.#stop = new AbortController())
    this.phase = 'running'
    this.failure = undefined
    this.#notify(TEXT.evaluate.waitingForNetworks)
    try {
      const ran = await app.borrow(async (landmarker) => {
        await this.#runPhotos(app, landmarker, signal)
        return true
      })
      if (!ran) this.failure = TEXT.evaluate.networksFailed
    } catch (error) {
      this.failure = messageOf(error)
    }
    this.phase = this.#next < this.#photos.length ? 'stopped' : 'done'
    this.#notify(undefined)
  }

  /** Ends after the photo that is being looked at. */
  readonly stop = (): void => this.#stop.abort()

  /** Stops and lets the thumbnails go. */
  dispose(): void {
    this.stop()
    for (const { url } of this.thumbnails.values()) URL.revokeObjectURL(url)
    this.thumbnails.clear()
  }

  async #runPhotos(app: AppController, landmarker: Landmarker, signal: AbortSignal): Promise<void> {
    const { variants } = this.settings
    if (signal.aborted) return
    await app.loadVariants(landmarker, variants, (loaded, total) =>
      this.#notify(TEXT.evaluate.loadingNetworks(Math.round((100 * loaded) / total))),
    )
    this.#notify(undefined)
    for (; this.#next < this.#photos.length && !signal.aborted; this.#next++) {
      const began = performance.now()
      await this.#evaluatePhoto(landmarker, this.#photos[this.#next])
      const now = performance.now()
      this.elapsed += now - began
      if (now - this.#notifiedAt > NOTIFY_INTERVAL_MS) this.#notify(undefined)
    }
  }

  async #evaluatePhoto(landmarker: Landmarker, annotated: AnnotatedPhoto): Promise<void> {
    const { path } = annotated.photo
    const done = this.passed + annotated.faces
    const truths = await this.#attempt(annotated.annotation, () => annotated.landmarks())
    const photo =
      truths && (await this.#attempt(path, async () => readPhoto(await annotated.photo.open(), path)))
    if (truths && photo) {
      try {
        const found = await findLandmarks(landmarker, photo, truths, this.settings)
        for (const [i, truth] of truths.entries()) {
          const result = await this.#attempt(annotated.annotation, () =>
            faceResult(path, i + 1, truth, found[i]),
          )
          if (result) await this.#keep(result, annotated, photo, truth, found[i])
        }
      } finally {
        photo.close()
      }
    }
    this.passed = done
  }

  /** What `work` gives; a file that is broken goes on the list, and the next one is looked at. */
  async #attempt<T>(path: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.problems.push({ path, reason: messageOf(error) })
      return undefined
    }
  }

  async #keep(
    result: FaceResult,
    { photo: source }: AnnotatedPhoto,
    photo: ImageBitmap,
    truth: readonly Point[],
    found: FoundLandmarks,
  ): Promise<void> {
    const place = this.results.push(result) - 1
    const among = this.settings.variants.flatMap((variant) =>
      NORMALISERS.map((by) => this.#ranking(variant, by).offer(place, errorOf(result, variant, by))),
    )
    if (!among.includes(true)) return
    // Without room for a picture the numbers are still good.
    const thumbnail = await createFaceThumbnail(source, photo, truth, found).catch(() => undefined)
    if (thumbnail) this.thumbnails.set(place, thumbnail)
    const kept = new Set([...this.#worst.values()].flatMap(({ faces }) => faces.map(({ face }) => face)))
    for (const [face, { url }] of this.thumbnails) {
      if (kept.has(face)) continue
      URL.revokeObjectURL(url)
      this.thumbnails.delete(face)
    }
  }

  #ranking(variant: string, by: Normaliser): Worst {
    const key = `${variant} ${by}`
    const known = this.#worst.get(key)
    if (known) return known
    const made = new Worst(MAX_WORST_FACES)
    this.#worst.set(key, made)
    return made
  }

  #notify(waitingFor: string | undefined): void {
    this.waitingFor = waitingFor
    this.#notifiedAt = performance.now()
    this.#version++
    for (const listener of this.#listeners) listener()
  }
}
