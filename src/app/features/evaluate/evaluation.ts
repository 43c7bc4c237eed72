import { createStore } from 'zustand'
import { WorstFaceList } from '../../../evaluation/worst-faces.ts'
import {
  computeFaceNme,
  computeFaceMetrics,
  mergeMetrics,
  NORMALISERS,
  type FaceMetrics,
  type Normaliser,
} from '../../../evaluation/face-metrics.ts'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { readPhoto } from '../../media/photo.ts'
import { networks } from '../../state/networks.ts'
import type { Problem } from '../../media/dataset/dataset.ts'
import type { DatasetPhoto } from '../../media/dataset/dataset-photos.ts'
import { findLandmarks, type FoundFace, type EvaluationSettings } from './found-landmarks.ts'
import type { Method } from './methods.ts'
import { createFaceThumbnail, type FaceThumbnail } from './face-thumbnail.ts'
import { TEXT } from '../../ui/text.ts'

/** Number of worst faces kept for each variant and normaliser. */
export const MAX_WORST_FACES = 24

/** Interval of updates: faces come faster than plots can be drawn. */
const PUBLISH_INTERVAL_MS = 500

/** Progress of an evaluation and its results so far, as the view shows them. */
export interface EvaluationState {
  readonly phase: 'stopped' | 'running' | 'done'
  /** Reason for waiting before the first face, for the user. */
  readonly waitingFor: string | undefined
  /** Error that ended it early, for the user. */
  readonly failure: string | undefined
  /** Number of faces processed, including skipped ones. */
  readonly passed: number
  /** Working time in milliseconds. */
  readonly elapsedMs: number
  readonly results: readonly FaceMetrics[]
  readonly problems: readonly Problem[]
}

const NOTHING_YET: EvaluationState = {
  phase: 'stopped',
  waitingFor: undefined,
  failure: undefined,
  passed: 0,
  elapsedMs: 0,
  results: [],
  problems: [],
}

/** Converts x, y, x, y, … to points. */
const toPoints = (coordinates: Float64Array) =>
  Array.from({ length: coordinates.length / 2 }, (_, i): Point => [
    coordinates[2 * i]!,
    coordinates[2 * i + 1]!,
  ])

/** Creates the state of an evaluation that has not begun. */
export const createEvaluationStore = () => createStore<EvaluationState>()(() => NOTHING_YET)

/**
 * Scores annotated faces photo by photo; can be stopped and resumed. Keeps only numbers and the thumbnails of
 * the worst faces, no photos.
 */
export class Evaluation {
  readonly settings: EvaluationSettings
  /** Number of faces to score. */
  readonly all: number
  readonly store = createEvaluationStore()
  readonly results: FaceMetrics[] = []
  /** True coordinates and the variants' own results, in the order of `results`, for methods that are added later. */
  readonly #scored: { readonly truth: Float64Array; readonly own: FaceMetrics }[] = []
  #methods: readonly Method[] = []
  /** Thumbnails by index in `results`. */
  readonly thumbnails = new Map<number, FaceThumbnail>()
  readonly #problems: Problem[]
  readonly #photos: readonly DatasetPhoto[]
  readonly #worst = new Map<string, WorstFaceList>()
  #passed = 0
  #elapsedMs = 0
  #next = 0
  #publishedAt = 0
  #stop = new AbortController()

  constructor(photos: readonly DatasetPhoto[], problems: readonly Problem[], settings: EvaluationSettings) {
    this.#photos = photos
    this.#problems = [...problems]
    this.settings = settings
    this.all = photos.reduce((sum, { faces }) => sum + faces, 0)
    this.#publish({})
  }

  /** Scores the predictions of these methods too, on the faces so far and those to come. */
  setMethods(methods: readonly Method[]): void {
    this.#methods = methods
    for (const [i, { truth, own }] of this.#scored.entries())
      this.results[i] = this.#addMethods(own, toPoints(truth))
    this.#publish({})
  }

  /** Indices in `results` of the worst faces for a variant and normaliser, the worst first. */
  worst(variant: string, by: Normaliser): number[] {
    return this.#ranking(variant, by).faces.map(({ face }) => face)
  }

  /** Runs until all photos are processed or `stop` is called. */
  async run(): Promise<void> {
    if (this.store.getState().phase === 'running') return
    const { signal } = (this.#stop = new AbortController())
    let failure: string | undefined
    this.#publish({ phase: 'running', failure, waitingFor: TEXT.evaluate.waitingForNetworks })
    try {
      const ran = await networks.borrow(async (landmarker) => {
        await this.#runPhotos(landmarker, signal)
        return true
      })
      if (!ran) failure = TEXT.evaluate.networksFailed
    } catch (error) {
      failure = getErrorMessage(error)
    }
    const phase = this.#next < this.#photos.length ? 'stopped' : 'done'
    this.#publish({ phase, failure, waitingFor: undefined })
  }

  /** Stops after the current photo. */
  readonly stop = (): void => this.#stop.abort()

  /** Stops and releases the thumbnails. */
  dispose(): void {
    this.stop()
    for (const { url } of this.thumbnails.values()) URL.revokeObjectURL(url)
    this.thumbnails.clear()
  }

  async #runPhotos(landmarker: Landmarker, signal: AbortSignal): Promise<void> {
    const { variants } = this.settings
    if (signal.aborted) return
    await networks.loadVariants(landmarker, variants, (loaded, total) =>
      this.#publish({ waitingFor: TEXT.evaluate.loadingNetworks(Math.round((100 * loaded) / total)) }),
    )
    this.#publish({ waitingFor: undefined })
    for (; this.#next < this.#photos.length && !signal.aborted; this.#next++) {
      const began = performance.now()
      await this.#evaluatePhoto(landmarker, this.#photos[this.#next]!)
      const now = performance.now()
      this.#elapsedMs += now - began
      if (now - this.#publishedAt > PUBLISH_INTERVAL_MS) this.#publish({})
    }
  }

  async #evaluatePhoto(landmarker: Landmarker, annotated: DatasetPhoto): Promise<void> {
    const { path } = annotated.photo
    const done = this.#passed + annotated.faces
    const truths = await this.#attempt(annotated.annotation, () => annotated.landmarks())
    const photo =
      truths && (await this.#attempt(path, async () => readPhoto(await annotated.photo.open(), path)))
    if (truths && photo) {
      try {
        const found = await findLandmarks(landmarker, photo, truths, this.settings)
        for (const [i, truth] of truths.entries()) {
          const result = await this.#attempt(annotated.annotation, () =>
            computeFaceMetrics(path, i + 1, truth, found[i]!.landmarks, found[i]!.confidences),
          )
          if (result) await this.#addResult(result, annotated, photo, truth, found[i]!)
        }
      } finally {
        photo.close()
      }
    }
    this.#passed = done
  }

  /** Runs `work`; if it fails, records the problem and returns undefined. */
  async #attempt<T>(path: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.#problems.push({ path, reason: getErrorMessage(error) })
      return undefined
    }
  }

  async #addResult(
    result: FaceMetrics,
    { photo: source }: DatasetPhoto,
    photo: ImageBitmap,
    truth: readonly Point[],
    found: FoundFace,
  ): Promise<void> {
    this.#scored.push({ truth: Float64Array.from(truth.flat()), own: result })
    const place = this.results.push(this.#addMethods(result, truth)) - 1
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

  #addMethods(own: FaceMetrics, truth: readonly Point[]): FaceMetrics {
    if (this.#methods.length === 0) return own
    const found = this.#methods.map(({ id, faces }) => [id, faces.find(own.photo, truth)] as const)
    return mergeMetrics(own, computeFaceMetrics(own.photo, own.face, truth, Object.fromEntries(found)))
  }

  #ranking(variant: string, by: Normaliser): WorstFaceList {
    const key = `${variant} ${by}`
    const known = this.#worst.get(key)
    if (known) return known
    const made = new WorstFaceList(MAX_WORST_FACES)
    this.#worst.set(key, made)
    return made
  }

  /** Publishes a change with copies of the results so far. */
  #publish(change: Partial<EvaluationState>): void {
    this.#publishedAt = performance.now()
    this.store.setState({
      ...change,
      passed: this.#passed,
      elapsedMs: this.#elapsedMs,
      results: [...this.results],
      problems: [...this.#problems],
    })
  }
}
