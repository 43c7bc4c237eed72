import { createStore } from 'zustand'
import { STAGES } from '../../../../geometry/face.ts'
import type { Crop } from '../../../../geometry/crop.ts'
import type { LayerActivations, PointPaths, StageCrop } from '../../../../landmarker/inside.ts'
import { getErrorMessage } from '../../../../landmarker/errors.ts'
import { networks } from '../../../state/networks.ts'
import type { Examination } from '../examine.ts'

/** Layer of a network to look at, and the examination that it is part of. */
export interface InsideRequest {
  readonly examination: Examination
  readonly variant: string
  readonly stage: 1 | 2
  /** Name of a layer; see `Landmarker.look`. */
  readonly layer: string
  /** Follows the landmarks back too, which takes a second. */
  readonly traces: boolean
}

/** A network's crop in an examination. */
export interface StageView {
  readonly examination: Examination
  readonly stage: 1 | 2
  readonly crop: Crop
}

export interface InsideState {
  readonly activations: (StageView & LayerActivations) | undefined
  readonly paths: (StageView & PointPaths) | undefined
  readonly isTracing: boolean
  readonly error: string | undefined
}

const EMPTY: InsideState = { activations: undefined, paths: undefined, isTracing: false, error: undefined }

/** Delay before landmarks are followed back, so that a moving slider starts nothing. */
const SETTLE_MS = 400

/** Finds the crop of a stage; undefined for stage 1 if it did not run. */
export function findCrop({ face, crop }: Examination, stage: 1 | 2): Crop | undefined {
  return stage === 1 ? face.stage1?.crop : crop
}

function toStageCrop({ centre, side, roll }: Crop, stage: 1 | 2): StageCrop {
  return { stage, square: { centre, side: side / STAGES[stage - 1]!.margin, roll } }
}

/** Reads the inside of the networks in the worker, one request at a time; a newer one takes the place of the next. */
export class InsideReader {
  readonly store = createStore<InsideState>()(() => EMPTY)
  #next: InsideRequest | undefined
  #working = false
  #open = true

  /** Looks at something else as soon as what runs is done. */
  request(request: InsideRequest): void {
    this.#open = true
    this.#next = request
    if (!this.#working) void this.#work()
  }

  /** Forgets all that was read; what still comes is dropped. */
  readonly clear = (): void => {
    this.#open = false
    this.#next = undefined
    this.store.setState(EMPTY)
  }

  async #work(): Promise<void> {
    this.#working = true
    while (this.#next) {
      const request = this.#next
      this.#next = undefined
      try {
        await this.#read(request)
      } catch (error) {
        if (this.#open) this.store.setState({ error: getErrorMessage(error), isTracing: false })
      }
    }
    this.#working = false
  }

  async #read({ examination, variant, stage, layer, traces }: InsideRequest): Promise<void> {
    const { landmarker } = networks
    const crop = findCrop(examination, stage)
    if (!landmarker || !crop) return
    const { pixels } = examination
    const view = { examination, stage, crop }
    const stageCrop = toStageCrop(crop, stage)
    const activations = await landmarker.look(variant, pixels, stageCrop, layer)
    if (!this.#open) return
    this.store.setState({ activations: { ...view, ...activations }, error: undefined })
    const { paths } = this.store.getState()
    if (paths?.examination === examination && paths.stage === stage) return
    this.store.setState({ isTracing: traces, paths: traces ? paths : undefined })
    if (!traces) return
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    if (this.#next || !this.#open) return
    const traced = await landmarker.trace(variant, pixels, stageCrop)
    if (this.#open) this.store.setState({ paths: { ...view, ...traced }, isTracing: false })
  }
}
