import { WorstFaceList } from '../../../evaluation/worst-faces.ts'
import {
  computeFaceNme,
  computeFaceMetrics,
  NORMALISERS,
  type FaceMetrics,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { readPhoto } from '../../media/photo.ts'
import type { AppController } from '../../state/app-controller.ts'
import type { Problem } from '../../media/dataset/dataset.ts'
import type { AnnotatedPhoto } from '../../media/dataset/annotated-photos.ts'
import { findLandmarks, type FoundFace, type EvaluationSettings } from './found-landmarks.ts'
import { createFaceThumbnail, type FaceThumbnail } from './face-thumbnail.ts'
import { TEXT } from '../../ui/text.ts'

/** Number of worst faces kept for each variant and normaliser. */
export const MAX_WORST_FACES = 24

/** Interval of updates: faces come faster than plots can be drawn. */
const NOTIFY_INTERVAL_MS = 500

/**
 * Scores annotated faces photo by photo; can be stopped and resumed. Keeps only numbers and the thumbnails of
 * the worst faces, no photos.
 */
export class Evaluation {
  readonly settings: EvaluationSettings
  /** Number of faces to score. */
  readonly all: number
  readonly results: FaceMetrics[] = []
  readonly problems: Problem[]
  /** Thumbnails by index in `results`. */
  readonly thumbnails = new Map<number, FaceThumbnail>()
  phase: 'stopped' | 'running' | 'done' = 'stopped'
  /** Reason for waiting before the first face, for the user. */
  waitingFor: string | undefined
  /** Error that ended it early, for the user. */
  failure: string | undefined
  /** Number of faces processed, including skipped ones. */
  passed = 0
  /** Working time in milliseconds. */
  elapsed = 0
  readonly #photos: readonly AnnotatedPhoto[]
  readonly #worst = new Map<string, WorstFaceList>()
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

  /** Counter that changes whenever there is something new to show. */
  readonly version = (): number => this.#version

  /** Indices in `results` of the worst faces for a variant and normaliser, the worst first. */
  worst(variant: string, by: Normaliser): number[] {
    return this.#ranking(variant, by).faces.map(({ face }) => face)
  }

  /** Runs until all photos are processed or `stop` is called. */
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
      this.failure = getErrorMessage(error)
    }
    this.phase = this.#next < this.#photos.length ? 'stopped' : 'done'
    this.#notify(undefined)
  }

  /** Stops after the current photo. */
  readonly stop = (): void => this.#stop.abort()

  /** Stops and releases the thumbnails. */
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
            computeFaceMetrics(path, i + 1, truth, found[i].landmarks, found[i].confidences),
          )
          if (result) await this.#addResult(result, annotated, photo, truth, found[i])
        }
      } finally {
        photo.close()
      }
    }
    this.passed = done
  }

  /** Runs `work`; if it fails, records the problem and returns undefined. */
  async #attempt<T>(path: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.problems.push({ path, reason: getErrorMessage(error) })
      return undefined
    }
  }

  async #addResult(
    result: FaceMetrics,
    { photo: source }: AnnotatedPhoto,
    photo: ImageBitmap,
    truth: readonly Point[],
    found: FoundFace,
  ): Promise<void> {
    const place = this.results.push(result) - 1
    const isRanked = this.settings.variants.flatMap((variant) =>
      NORMALISERS.map((by) => this.#ranking(variant, by).add(place, computeFaceNme(result, variant, by))),
    )
    if (!isRanked.includes(true)) return
    // Without a thumbnail the numbers are still valid.
    const thumbnail = await createFaceThumbnail(source, photo, truth, found.landmarks).catch(() => undefined)
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
    const made = new WorstFaceList(MAX_WORST_FACES)
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
