import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePts } from '../../evaluation/pts.ts'
import type { Point } from '../../geometry/point.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import type { PredictionRequest } from './harness.ts'
import { openHarness, type HarnessPage } from '../harness-page.ts'
import type { AnnotatedPhoto } from './annotated-photos.ts'

/** A face's true landmarks and those found, both in pixels of its photo; undefined if it was not found. */
export interface FacePrediction {
  readonly key: string
  readonly truth: readonly Point[]
  readonly found: readonly Point[] | undefined
}

/** How the landmarker starts on each face. */
export type EvaluationProtocol = Pick<PredictionRequest, 'boxes' | 'stages' | 'roll'>

const HARNESS = fileURLToPath(new URL('./harness.html', import.meta.url))

/** The page's landmarker in a real browser, asked from the command line. Close it at the end. */
export class Evaluator {
  readonly #harness: HarnessPage

  private constructor(harness: HarnessPage) {
    this.#harness = harness
  }

  /** Starts a browser on the photos of a data folder. */
  static async open(data: string): Promise<Evaluator> {
    return new Evaluator(await openHarness(HARNESS, data, 'harness'))
  }

  /** Loads a variant, by name or by the folder it was exported to; gives the backend and its reason. */
  async loadVariant(variant: string, backend?: BackendName): Promise<string> {
    let given = variant
    if (existsSync(join(variant, 'model.json'))) {
      const { mounts, url } = this.#harness
      const mount = `/variants/${Object.keys(mounts).length}/`
      mounts[mount] = resolve(variant)
      given = url + mount
    }
    return this.#harness.page.evaluate(([name, asked]) => window.harness.start(name, asked), [
      given,
      backend,
    ] as const)
  }

  /** One face after another. */
  async *predictFaces(
    entries: readonly AnnotatedPhoto[],
    start: EvaluationProtocol,
  ): AsyncGenerator<FacePrediction> {
    for (const { key, photo, pts } of entries) {
      const truth = parsePts(readFileSync(pts, 'utf8'))
      const question: PredictionRequest = {
        photo: `${this.#harness.url}/data/${encodeURI(photo)}`,
        truth,
        ...start,
      }
      const found = await this.#harness.page.evaluate((q) => window.harness.answer(q), question)
      yield { key, truth, found: found ?? undefined }
    }
  }

  /** Landmarks of the face in the middle of a photo below the data folder; undefined without one. */
  async findCentralFace(photo: string): Promise<Point[] | undefined> {
    const url = `${this.#harness.url}/data/${encodeURI(photo)}`
    return (await this.#harness.page.evaluate((q) => window.harness.find(q), url)) ?? undefined
  }

  async close(): Promise<void> {
    await this.#harness.close()
  }
}
