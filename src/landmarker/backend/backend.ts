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
 * Starts the asked backend, or the first that works of wasm, webgpu and webgl. A software WebGPU adapter is
 * taken only when asked for by name; WebGL in software is the last resort. `wasm` says where WASM's files
 * lie; backends of `without` have been lost before and are left out.
 * @throws LandmarkerError 'backend' if none starts.
 */
export async function startBackend(
  wasm: Assets['wasm'],
  asked?: BackendName,
  without: readonly BackendName[] = [],
): Promise<BackendChoice> {
  const obstacles = without.map((name) => `${name} was lost`)
  const order = asked ? [asked, ...BACKENDS.filter((b) => b !== asked)] : BACKENDS
  for (const name of order.filter((b) => !without.includes(b))) {
    try {
      if (name === 'webgpu') {
        const obstacle = await findWebgpuObstacle(asked === 'webgpu')
        if (obstacle) {
          obstacles.push(obstacle)
          continue
        }
      }
      await activateBackend(name, wasm)
      const because = name === asked ? 'asked for' : obstacles.join('; ') || 'ready first'
      return { name, reason: because }
    } catch (error) {
      obstacles.push(`${name} did not start (${getErrorMessage(error)})`)
    }
  }
  throw new LandmarkerError(
    'backend',
    `The networks cannot run in this browser: ${obstacles.join('; ')}. Try a current Chrome, Edge, Firefox or Safari.`,
  )
}

/** What of TensorFlow.js's backends on graphics hardware is needed here. */
interface GraphicsHandles {
  readonly device?: GPUDevice
  readonly gpgpu?: { readonly gl: WebGL2RenderingContext }
}

/** Comes when the running backend's graphics device is gone, with half a sentence that says so; else never. */
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
