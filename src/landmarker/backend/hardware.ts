import type { BackendName } from './backends.ts'
import type { GraphicsBackend } from './measurements.ts'

/** Graphics backends that are available, and the reasons, as clauses, why others are not. */
export interface Hardware {
  readonly offered: readonly GraphicsBackend[]
  readonly obstacles: Readonly<Partial<Record<GraphicsBackend, string>>>
  /** Names of the graphics adapters, software or hardware, as far as the browser tells them. */
  readonly adapters: Readonly<Partial<Record<GraphicsBackend, string>>>
  /** Names of the browser and its graphics adapters; measurements are valid for the same fingerprint only. */
  readonly fingerprint: string
}

const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|basic render/i

/** Adapter or renderer that a backend would use. */
interface AdapterFinding {
  readonly name: string
  /** Reason, as a clause, why the backend cannot run. */
  readonly missing?: string
  /** Clause that is set if the adapter is software instead of graphics hardware. */
  readonly software?: string
}

async function findWebgpu(): Promise<AdapterFinding> {
  if (!('gpu' in navigator)) {
    const missing = globalThis.isSecureContext
      ? 'this browser has no WebGPU'
      : 'WebGPU needs https or localhost, and this page came over plain http'
    return { name: '', missing }
  }
  const adapter = await navigator.gpu.requestAdapter().catch(() => null)
  if (!adapter) return { name: '', missing: 'WebGPU found no graphics adapter' }
  const { vendor, architecture, device, isFallbackAdapter } = adapter.info
  const name = [vendor, architecture, device].filter(Boolean).join(' ')
  // SwiftShader runs CNN-7 in 3 to 4 s, WASM in 40 ms.
  return isFallbackAdapter ? { name, software: 'WebGPU has only a software adapter here' } : { name }
}

function readRendererName(gl: WebGL2RenderingContext): string {
  const mrequested = String(gl.getParameter(gl.RENDERER))
  // Firefox returns the renderer's name and warns about the extension; Chromium and WebKit return "WebKit WebGL".
  if (!/^webkit/i.test(mrequested)) return mrequested
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  return names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : mrequested
}

function findWebgl(): AdapterFinding {
  const gl = globalThis.OffscreenCanvas && new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return { name: '', missing: 'this browser has no WebGL 2 here' }
  const name = readRendererName(gl)
  // Browsers limit the number of contexts.
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  const [renderer] = SOFTWARE_RENDERER.exec(name) ?? []
  return renderer ? { name, software: `WebGL has only software here (${renderer})` } : { name }
}

/** Finds the reason, as a clause, why WebGPU cannot be used; undefined if it can. */
export async function findWebgpuObstacle(allowSoftware: boolean): Promise<string | undefined> {
  const { missing, software } = await findWebgpu()
  return missing ?? (allowSoftware ? undefined : software)
}

/**
 * Finds the graphics backends that run on hardware, and the requested one even in software. Must be called on the
 * thread that the networks run on, because workers may have fewer backends than the page.
 */
export async function findHardware(requested?: BackendName): Promise<Hardware> {
  const found = { webgpu: await findWebgpu(), webgl: findWebgl() }
  const offered: GraphicsBackend[] = []
  const obstacles: Partial<Record<GraphicsBackend, string>> = {}
  const adapters: Partial<Record<GraphicsBackend, string>> = {}
  for (const name of ['webgpu', 'webgl'] as const) {
    const { missing, software, name: adapter } = found[name]
    if (adapter) adapters[name] = adapter
    const obstacle = missing ?? (name === requested ? undefined : software)
    if (obstacle) obstacles[name] = obstacle
    else offered.push(name)
  }
  const fingerprint = [navigator.userAgent, found.webgpu.name, found.webgl.name].join(' | ')
  return { offered, obstacles, adapters, fingerprint }
}
