import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { freePort } from './free-port.ts'
import { inPath, startScreen, XVFB, type Screen } from './screen.ts'

const DRIVER = inPath(['WebKitWebDriver'])

/** True if WebKitGTK's browser and driver are installed. */
export const WEBKIT = Boolean(DRIVER && XVFB)

if (!WEBKIT) {
  console.warn(
    'The tests in WebKit are skipped. They need WebKitGTK with its driver, and Xvfb (Debian: apt install webkit2gtk-driver xvfb).',
  )
}

/** A camera without a device. */
const OPTIONS = {
  'webkitgtk:browserOptions': { args: ['--automation', '--enable-mock-capture-devices=true'] },
}

/** Key of an element reference in the WebDriver standard. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** WebKitGTK's browser, driven over WebDriver. */
export class WebKit {
  readonly version: string
  readonly #driver: ChildProcess
  readonly #screen: Screen
  readonly #session: string

  private constructor(driver: ChildProcess, screen: Screen, session: string, version: string) {
    this.#driver = driver
    this.#screen = screen
    this.#session = session
    this.version = version
  }

  static async launch(): Promise<WebKit> {
    if (!DRIVER || !XVFB) throw new Error('no WebKit here')
    const screen = await startScreen(XVFB)
    const port = await freePort()
    const driver = spawn(DRIVER, [`--port=${port}`], {
      stdio: 'ignore',
      // As root, and in a container, its sandbox does not start.
      env: { ...process.env, DISPLAY: screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    })
    const at = `http://127.0.0.1:${port}/session`
    try {
      const { sessionId, capabilities } = (await ask(at, 'POST', {
        capabilities: { alwaysMatch: OPTIONS },
      })) as {
        sessionId: string
        capabilities: { browserVersion: string }
      }
      return new WebKit(driver, screen, `${at}/${sessionId}`, capabilities.browserVersion)
    } catch (error) {
      driver.kill()
      screen.close()
      throw error
    }
  }

  async open(url: string): Promise<void> {
    await ask(`${this.#session}/url`, 'POST', { url })
  }

  /** Runs a function on the page; what goes in and out is JSON. */
  async evaluate<A extends readonly unknown[], R>(work: (...given: A) => R, ...given: A): Promise<R> {
    const script = `return (${String(work)})(...arguments)`
    return (await ask(`${this.#session}/execute/sync`, 'POST', { script, args: given })) as R
  }

  async click(selector: string): Promise<void> {
    await ask(`${await this.#find(selector)}/click`, 'POST', {})
  }

  /** Types, or chooses a file of this path. */
  async type(selector: string, text: string): Promise<void> {
    await ask(`${await this.#find(selector)}/value`, 'POST', { text })
  }

  /** Tells whether its page answers. Once WebKit's process has crashed, its driver refuses every command. */
  async isAlive(): Promise<boolean> {
    try {
      return await soon(this.evaluate(() => true))
    } catch {
      return false
    }
  }

  /** Ends the process of the page as a crash does. */
  crash(): void {
    const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' }).trim().split('\n')
    const all = rows.map((row) => row.trim().split(/\s+/))
    const below = (parent: string): string[] =>
      all.flatMap(([pid = '', ppid, name = '']) =>
        ppid === parent ? [...(name.startsWith('WebKitWebProc') ? [pid] : []), ...below(pid)] : [],
      )
    for (const pid of below(String(this.#driver.pid))) process.kill(Number(pid), 'SIGKILL')
  }

  async close(): Promise<void> {
    // Of a browser that has crashed nothing is left to be ended.
    await soon(ask(this.#session, 'DELETE')).catch(() => undefined)
    this.#driver.kill()
    this.#screen.close()
  }

  async #find(selector: string): Promise<string> {
    const found = await ask(`${this.#session}/element`, 'POST', { using: 'css selector', value: selector })
    return `${this.#session}/element/${(found as Record<string, string>)[ELEMENT]}`
  }
}

/** Rejects if it takes more than ten seconds. */
function soon<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('it takes more than ten seconds')), 10_000).unref()
  })
  return Promise.race([work, late])
}

/** Longest wait for the answer to a command, in milliseconds; no test waits in one. */
const ANSWER = 60_000

/**
 * One command. @throws Error with what the driver said, if it is not there within five seconds, or if it
 * does not answer.
 */
async function ask(url: string, method: string, body?: unknown): Promise<unknown> {
  const send = {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER),
  }
  let response: Response | undefined
  for (let i = 0; !response; i++) {
    try {
      response = await fetch(url, send)
    } catch (error) {
      // The driver has been started, and listens soon.
      if (i === 50 || send.signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const { value } = (await response.json()) as { value: { message?: string } | null }
  if (!response.ok) throw new Error(`${url}: ${value?.message ?? response.status}`)
  return value
}
