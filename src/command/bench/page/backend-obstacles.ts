import type { BackendName } from '../../../landmarker/backend/backends.ts'

const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render/i

async function checkWebgpu(): Promise<string | undefined> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null)
  if (!adapter) return 'no WebGPU adapter'
  return adapter.info.isFallbackAdapter ? 'only a software adapter' : undefined
}

function checkWebgl(): string | undefined {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (!context) return 'no WebGL 2'
  const names = context.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER))
  const [software] = SOFTWARE.exec(renderer) ?? []
  return software && `only software (${software})`
}

/** Finds the reasons why WebGPU or WebGL would not run on real hardware here; WASM always runs. */
export async function findObstacles(): Promise<Partial<Record<BackendName, string>>> {
  return { webgpu: await checkWebgpu(), webgl: checkWebgl() }
}
