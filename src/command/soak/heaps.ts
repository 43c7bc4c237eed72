import type { CDPSession, Page } from 'playwright-core'
import { computeLiveBytes } from './heap-snapshot.ts'

/** Debugging target: the page itself or one of its workers. */
interface Target {
  send(method: string): Promise<unknown>
  /** Received chunks of a heap snapshot. */
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
/** Snapshots per heap, of which the smallest counts, so that frames being processed are left out. */
const SNAPSHOTS = 3
/** Collections of garbage per heap, of which the smallest rest counts: code that is not used goes after several. */
const COLLECTIONS = 3

/** JavaScript heaps of a page and of the workers that it starts after `attach`. */
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

  /** Attaches to a page; call it before the page starts its workers. */
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

  /** Number of running workers. */
  get workers(): number {
    return this.#workers.size
  }

  /** Measures the bytes in use on all heaps after garbage collection, compiled code included. */
  measureUsedBytes(): Promise<number> {
    return this.#sum(async (target) => {
      let least = Infinity
      for (let i = 0; i < COLLECTIONS; i++) {
        await target.send('HeapProfiler.collectGarbage')
        const { usedSize } = (await target.send('Runtime.getHeapUsage')) as HeapUsage
        least = Math.min(least, usedSize)
      }
      return least
    })
  }

  /** Measures the live bytes on all heaps, as `computeLiveBytes` counts them; pauses the page for a second or more. */
  measureLiveBytes(): Promise<number> {
    return this.#sum(async (target) => {
      let least = Infinity
      await target.send('HeapProfiler.enable')
      for (let i = 0; i < SNAPSHOTS; i++) {
        target.chunks.length = 0
        await target.send('HeapProfiler.takeHeapSnapshot')
        least = Math.min(least, computeLiveBytes(target.chunks.join('')))
      }
      target.chunks.length = 0
      // Otherwise the engine keeps tracking moved objects, which makes the page slower and slower.
      await target.send('HeapProfiler.disable')
      return least
    })
  }

  async #sum(measure: (target: Target) => Promise<number>): Promise<number> {
    let bytes = 0
    for (const target of [this.#page, ...this.#workers.values()]) bytes += await measure(target)
    return bytes
  }

  /** Listens for workers and their messages, which are wrapped in messages of the page. */
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
