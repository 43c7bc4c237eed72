import type { CDPSession, Page } from 'playwright-core'
import { computeLiveBytes } from './heap-snapshot.ts'

/** What can be attached to: the page itself, or one of its workers. */
interface Target {
  send(method: string): Promise<unknown>
  /** The parts of a heap snapshot that have come so far. */
  readonly chunks: string[]
}

interface HeapUsage {
  readonly usedSize: number
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly method?: string
  readonly params?: { readonly chunk: string }
}

const CHUNK_EVENT = 'HeapProfiler.addHeapSnapshotChunk'
/** Looks at each heap, of which the least counts: a frame that is on its way just then is not kept. */
const SNAPSHOTS = 3

/** JavaScript heaps of a page and of the workers that it starts from now on. */
export class Heaps {
  readonly #session: CDPSession
  readonly #page: Target
  readonly #workers = new Map<string, Target>()

  private constructor(session: CDPSession) {
    this.#session = session
    const chunks: string[] = []
    session.on(CHUNK_EVENT, ({ chunk }) => chunks.push(chunk))
    this.#page = { chunks, send: (method) => session.send(method as 'Runtime.getHeapUsage') }
  }

  /** To be called before the page starts its workers. */
  static async attach(page: Page): Promise<Heaps> {
    const session = await page.context().newCDPSession(page)
    const heaps = new Heaps(session)
    heaps.#listen()
    await session.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: false,
      flatten: false,
    })
    return heaps
  }

  /** Workers that run now. */
  get workers(): number {
    return this.#workers.size
  }

  /** Bytes in use on all heaps together after a collection, compiled code with them. */
  measureUsedBytes(): Promise<number> {
    return this.#sum(async (target) => {
      await target.send('HeapProfiler.collectGarbage')
      return ((await target.send('Runtime.getHeapUsage')) as HeapUsage).usedSize
    })
  }

  /** Bytes of all that lives on the heaps, as `livingBytes` has it; a second and more, in which the page stands still. */
  measureLiveBytes(): Promise<number> {
    return this.#sum(async (target) => {
      let least = Infinity
      await target.send('HeapProfiler.enable')
      for (let look = 0; look < SNAPSHOTS; look++) {
        target.chunks.length = 0
        await target.send('HeapProfiler.takeHeapSnapshot')
        least = Math.min(least, computeLiveBytes(target.chunks.join('')))
      }
      target.chunks.length = 0
      // Or the engine would go on noting where each object is moved to, and the page would become slower.
      await target.send('HeapProfiler.disable')
      return least
    })
  }

  async #sum(measure: (target: Target) => Promise<number>): Promise<number> {
    let bytes = 0
    for (const target of [this.#page, ...this.#workers.values()]) bytes += await measure(target)
    return bytes
  }

  /** Messages to a worker travel inside those to its page. */
  #listen(): void {
    const waiting = new Map<string, (result: unknown) => void>()
    let last = 0
    this.#session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type !== 'worker') return
      this.#workers.set(sessionId, {
        chunks: [],
        send: async (method) => {
          const id = ++last
          const answer = new Promise((resolve) => waiting.set(`${sessionId} ${id}`, resolve))
          const message = JSON.stringify({ id, method })
          await this.#session.send('Target.sendMessageToTarget', { sessionId, message })
          return answer
        },
      })
    })
    this.#session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
      const { id, result, method, params } = JSON.parse(message) as Message
      if (method === CHUNK_EVENT && params) this.#workers.get(sessionId)?.chunks.push(params.chunk)
      const key = `${sessionId} ${id}`
      waiting.get(key)?.(result)
      waiting.delete(key)
    })
    this.#session.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId))
  }
}
