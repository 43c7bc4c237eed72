import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePts } from '../../evaluation/pts.ts'
import type { Point } from '../../geometry/point.ts'
import type { BackendName } from '../../landmarker/backend/backends.ts'
import type { Prediction, PredictionRequest } from './harness.ts'
import { openHarness, type HarnessPage } from '../harness-page.ts'
import type { PhotoEntry } from './photo-entries.ts'

/** True and predicted landmarks of a face, in pixels of its photo; `found` is undefined if it was not found. */
export interface FacePrediction extends Omit<Prediction, 'landmarks'> {
  readonly key: string
  readonly truth: readonly Point[]
  readonly found: readonly Point[] | undefined
}

/** Evaluation protocol: initial boxes, stages, and rotation of the photo. */
export type EvaluationProtocol = Pick<PredictionRequest, 'boxes' | 'stages' | 'roll'>

const HARNESS = fileURLToPath(new URL('./harness.html', import.meta.url))

/** Client of the page's landmarker in a real browser. Close it at the end. */
export class Evaluator {
  readonly #harness: HarnessPage

  private constructor(harness: HarnessPage) {
    this.#harness = harness
  }

  /** Starts a browser on the photos of a data folder. */
  static async open(data: string): Promise<Evaluator> {
    return new Evaluator(await openHarness(HARNESS, data, 'harness'))
  }

  /** Loads a variant by name or export folder; returns the backend and the reason for it. */
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

  /** Predicts the landmarks of annotated faces, one after another. */
  async *predictFaces(
    entries: readonly PhotoEntry[],
    protocol: EvaluationProtocol,
  ): AsyncGenerator<FacePrediction> {
    for (const { key, photo, pts } of entries) {
      const truth = parsePts(readFileSync(pts, 'utf8'))
      const request: PredictionRequest = {
        photo: `${this.#harness.url}/data/${encodeURI(photo)}`,
        truth,
        ...protocol,
      }
      const { landmarks, ...about } = await this.#harness.page.evaluate(
        (asked) => window.harness.predict(asked),
        request,
      )
      yield { key, truth, found: landmarks ?? undefined, ...about }
    }
  }

  /** Finds the landmarks of the face in the middle of a photo in the data folder; undefined if there is none. */
  async findCentralFace(photo: string): Promise<Point[] | undefined> {
    const url = `${this.#harness.url}/data/${encodeURI(photo)}`
    return (
      (await this.#harness.page.evaluate((asked) => window.harness.findCentralFace(asked), url)) ?? undefined
    )
  }

  async close(): Promise<void> {
    await this.#harness.close()
  }
}
