/**
 * Installs the parts of the DOM that MediaPipe's scripts use, for a worker: canvases, and script tags for its loaders.
 * MediaPipe's own support for workers (taken if `window` is undefined) fails, because it reads an undefined Module.
 */
export function installPageShim(): void {
  const make: Readonly<Record<string, () => unknown>> = {
    canvas: () => Object.assign(new OffscreenCanvas(1, 1), { style: {} }),
    script: () => new ScriptTag(),
  }
  const document = {
    createElement: (tag: string) => make[tag]?.() ?? {},
    body: { appendChild: (script: ScriptTag) => void script.run() },
    addEventListener: () => undefined,
  }
  Object.assign(self, { window: self, document })
}

/**
 * Runs a classic script, whose variables become global. Module workers have no importScripts, so this needs
 * 'unsafe-eval' in the CSP of the worker's file, which MediaPipe's loaders need anyway.
 */
export async function runScript(url: string): Promise<void> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`its script could not be loaded: the server answered ${response.status}`)
  // An indirect call of eval runs in the global scope.
  // oxlint-disable-next-line no-eval -- MediaPipe's loaders are classic scripts, and this is a module worker.
  const evaluate = globalThis.eval
  evaluate(await response.text())
}

/** Script tag that runs when it is appended. */
class ScriptTag {
  readonly #attributes = new Map<string, string>()
  readonly #listeners = new Map<string, () => void>()

  setAttribute(name: string, value: string): void {
    this.#attributes.set(name, value)
  }

  addEventListener(type: string, listener: () => void): void {
    this.#listeners.set(type, listener)
  }

  async run(): Promise<void> {
    let type = 'load'
    try {
      await runScript(this.#attributes.get('src') ?? '')
    } catch {
      type = 'error'
    }
    this.#listeners.get(type)?.()
  }
}
