import type { BackendName } from './backends.ts'
import type { Connection } from '../worker/connection.ts'
import { toTransferable, type Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import { ReferenceCheck } from './reference-check.ts'

/**
 * Compares the landmarks of a graphics backend with those of wasm on about 1% of the frames, because on some phones
 * only the first frames are correct.
 */
export class GraphicsGuard {
  readonly #reference: Connection
  readonly #check: ReferenceCheck
  readonly #prepare: (reference: Connection) => Promise<void>
  readonly #onFault: (fault: string) => void
  #isComparing = false

  /**
   * @param prepare - loads the variants in use on the reference.
   * @param onFault - called with the reason, as a clause, if the graphics backend is wrong.
   */
  constructor(
    backend: BackendName,
    reference: Connection,
    prepare: (reference: Connection) => Promise<void>,
    onFault: (fault: string) => void,
  ) {
    this.#check = new ReferenceCheck(backend)
    this.#reference = reference
    this.#prepare = prepare
    this.#onFault = onFault
  }

  /** Compares a result with that of the reference if a comparison is due; the frame remains the caller's. */
  async checkFrame(frame: Frame, faces: readonly TrackedFace[], variant: string): Promise<void> {
    if (!this.#check.isDue(faces.length) || this.#isComparing) return
    this.#isComparing = true
    try {
      const copy = await toTransferable(frame)
      try {
        await this.#prepare(this.#reference)
        const starts = faces.map(({ square }) => square)
        const request = { frame: copy, starts, stages: 2, stage1Passes: 0 } as const
        const response = await this.#reference.call('landmarks', request, [copy])
        const results = faces.map((face) => ({
          ...face,
          landmarks: face.measured[variant] ?? face.landmarks,
        }))
        const reference = response.faces.flatMap((face, i) => (face ? { ...face, id: faces[i]!.id } : []))
        const { fault } = this.#check.judge(results, reference)
        if (fault) this.#onFault(fault)
      } finally {
        copy.close()
      }
    } catch {
      // A failure of the reference is no evidence against the graphics backend.
    } finally {
      this.#isComparing = false
    }
  }

  /** Ends the reference. */
  end(): void {
    void this.#reference.close(new Error('it is no longer needed'))
  }
}
