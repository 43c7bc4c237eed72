import type { CDPSession, Page } from 'playwright-core'

/** What can be attached to: the page itself, or one of its workers. */
interface Target {
  send(method: string): Promise<unknown>
}

interface HeapUsage {
  readonly usedSize: number
}

/** JavaScript heaps of a page and of the workers that it starts from now on. */
export class Heaps {
  readonly #session: CDPSession
  readonly #workers = new Map<string, Target>()

  private constructor(session: CDPSession) {
    this.#session = session
  }

  /** To be called before the page starts its workers. */
  static async watch(page: Page): Promise<Heaps> {
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

  /** Bytes in use on all heaps together after a collection. */
  async used(): Promise<number> {
    const page: Target = { send: (method) => this.#session.send(method as 'Runtime.getHeapUsage') }
    let bytes = 0
    for (const target of [page, ...this.#workers.values()]) {
      await target.send('HeapProfiler.collectGarbage')
      bytes += ((await target.send('Runtime.getHeapUsage')) as HeapUsage).usedSize
    }
    return bytes
  }

  /** Messages to a worker travel inside those to its page. */
  #listen(): void {
    const waiting = new Map<string, (result: unknown) => void>()
    let last = 0
    this.#session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type !== 'worker') return
      this.#workers.set(sessionId, {
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
      const { id, result } = JSON.parse(message) as { id?: number; result?: unknown }
      const key = `${sessionId} ${id}`
      waiting.get(key)?.(result)
      waiting.delete(key)
    })
    this.#session.on('Target.detachedFromTarget', ({ sessionId }) => this.#workers.delete(sessionId))
  }
}
