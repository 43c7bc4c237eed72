import type { BackendName } from './backends.ts'
import type { GraphicsBackend } from './measurements.ts'

/** Graphics backends that this browser offers, and half sentences why not the others. */
export interface Hardware {
  readonly offered: readonly GraphicsBackend[]
  readonly obstacles: Readonly<Partial<Record<GraphicsBackend, string>>>
  /** Names the browser and its graphics adapters: measurements made with other ones do not hold. */
  readonly fingerprint: string
}

const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|basic render/i

/** Adapter or renderer under a backend. */
interface AdapterFinding {
  readonly name: string
  /** Half a sentence why the backend cannot run. */
  readonly missing?: string
  /** Half a sentence that tells of software instead of graphics hardware. */
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
  const masked = String(gl.getParameter(gl.RENDERER))
  // Firefox names the renderer here and warns of the extension; Chromium and WebKit say "WebKit WebGL".
  if (!/^webkit/i.test(masked)) return masked
  const names = gl.getExtension('WEBGL_debug_renderer_info')
  return names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : masked
}

function findWebgl(): AdapterFinding {
  const gl = globalThis.OffscreenCanvas && new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!gl) return { name: '', missing: 'this browser has no WebGL 2 here' }
  const name = readRendererName(gl)
  // A browser gives only some contexts at a time.
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  const [renderer] = SOFTWARE_RENDERER.exec(name) ?? []
  return renderer ? { name, software: `WebGL has only software here (${renderer})` } : { name }
}

/** Half a sentence why WebGPU cannot be used, or undefined if it can. */
export async function findWebgpuObstacle(allowSoftware: boolean): Promise<string | undefined> {
  const { missing, software } = await findWebgpu()
  return missing ?? (allowSoftware ? undefined : software)
}

/**
 * Finds the graphics backends of real hardware; in software only the one asked for by name. To be called
 * where the networks run: a worker may have fewer than its page.
 */
export async function findHardware(asked?: BackendName): Promise<Hardware> {
  const found = { webgpu: await findWebgpu(), webgl: findWebgl() }
  const offered: GraphicsBackend[] = []
  const obstacles: Partial<Record<GraphicsBackend, string>> = {}
  for (const name of ['webgpu', 'webgl'] as const) {
    const { missing, software } = found[name]
    const obstacle = missing ?? (name === asked ? undefined : software)
    if (obstacle) obstacles[name] = obstacle
    else offered.push(name)
  }
  const fingerprint = [navigator.userAgent, found.webgpu.name, found.webgl.name].join(' | ')
  return { offered, obstacles, fingerprint }
}
