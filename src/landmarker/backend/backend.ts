import { backend, env, ready, setBackend } from '@tensorflow/tfjs-core'
import type { Assets } from '../models/assets.ts'
import { findWebgpuObstacle } from './hardware.ts'
import { BACKENDS, type BackendChoice, type BackendName } from './backends.ts'
import { LandmarkerError, getErrorMessage } from '../errors.ts'

async function activateBackend(name: BackendName, wasm: Assets['wasm']): Promise<void> {
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu')
  else if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl')
  else {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
    // Threads were 20-30% slower on two cores, and never start in a bundled build (tfjs issue 4253).
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    setWasmPaths(wasm)
  }
  if (!(await setBackend(name))) throw new Error(`TensorFlow.js could not start ${name}`)
  await ready()
}

/**
 * Starts the requested backend, or the first of wasm, webgpu and webgl that works. A software WebGPU adapter is used
 * only if webgpu is requested; software WebGL is the last resort.
 * @param wasm - URLs of the WASM backend's files.
 * @param excluded - backends that were lost before and are not tried.
 * @throws LandmarkerError 'backend' if none starts.
 */
export async function startBackend(
  wasm: Assets['wasm'],
  requested?: BackendName,
  excluded: readonly BackendName[] = [],
): Promise<BackendChoice> {
  const obstacles = excluded.map((name) => `${name} was lost`)
  const order = requested ? [requested, ...BACKENDS.filter((b) => b !== requested)] : BACKENDS
  for (const name of order.filter((b) => !excluded.includes(b))) {
    try {
      if (name === 'webgpu') {
        const obstacle = await findWebgpuObstacle(requested === 'webgpu')
        if (obstacle) {
          obstacles.push(obstacle)
          continue
        }
      }
      await activateBackend(name, wasm)
      const reason = name === requested ? 'asked for' : obstacles.join('; ') || 'ready first'
      return { name, reason }
    } catch (error) {
      obstacles.push(`${name} did not start (${getErrorMessage(error)})`)
    }
  }
  throw new LandmarkerError(
    'backend',
    `The networks cannot run in this browser: ${obstacles.join('; ')}. Try a current Chrome, Edge, Firefox or Safari.`,
  )
}

/** Handles to the graphics device in TensorFlow.js's WebGPU and WebGL backends. */
interface GraphicsHandles {
  readonly device?: GPUDevice
  readonly gpgpu?: { readonly gl: WebGL2RenderingContext }
}

/** Resolves when the current backend's graphics device is lost, with the reason as a clause; never on wasm. */
export async function waitForDeviceLoss(): Promise<string> {
  const { device, gpgpu } = backend() as GraphicsHandles
  if (device) {
    const { message } = await device.lost
    return `the graphics device was lost${message && ` (${message})`}`
  }
  return new Promise((resolve) => {
    gpgpu?.gl.canvas.addEventListener('webglcontextlost', () => resolve('the graphics context was lost'))
  })
}
