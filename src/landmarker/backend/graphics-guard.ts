import type { BackendName } from './backends.ts'
import type { Connection } from '../worker/connection.ts'
import { toTransferable, type Frame } from '../source.ts'
import type { TrackedFace } from '../tracking/tracker.ts'
import { ReferenceCheck } from './reference-check.ts'

/**
 * Compares a graphics backend's landmarks with wasm's on about one frame in a hundred: some phones' were right on
 * the first frames only.
 */
export class GraphicsGuard {
  readonly #reference: Connection
  readonly #check: ReferenceCheck
  readonly #prepare: (reference: Connection) => Promise<void>
  readonly #onFault: (fault: string) => void
  #isComparing = false

  /** `prepare` has the reference use the variants in use; `onFault` is told half a sentence. */
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

  /** Looks at an answer, whose frame stays the caller's, and compares it if it is time. */
  async checkFrame(frame: Frame, faces: readonly TrackedFace[], variant: string): Promise<void> {
    if (!this.#check.isDue(faces.length) || this.#isComparing) return
    this.#isComparing = true
    try {
      const copy = await toTransferable(frame)
      try {
        await this.#prepare(this.#reference)
        const starts = faces.map(({ square }) => square)
        const request = { frame: copy, starts, stages: 2, stage1Passes: 0 } as const
        const answer = await this.#reference.call('landmarks', request, [copy])
        const found = faces.map((face) => ({ ...face, landmarks: face.measured[variant] ?? face.landmarks }))
        const reference = answer.faces.flatMap((face, i) => (face ? { ...face, id: faces[i].id } : []))
        const { fault } = this.#check.judge(found, reference)
        if (fault) this.#onFault(fault)
      } finally {
        copy.close()
      }
    } catch {
      // A reference that fails says nothing about the backend.
    } finally {
      this.#isComparing = false
    }
  }

  /** Ends the reference. */
  end(): void {
    this.#reference.end(new Error('it is not needed'))
  }
}
