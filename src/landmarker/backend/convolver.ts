import { getErrorMessage } from '../errors.ts'
import { decodeDataUrl } from '../models/weights.ts'
import type { BackendChoice } from './backends.ts'

/** Module that convolves faster than the backend wasm of TensorFlow.js, or the reason, as a clause, why it is not there. */
export type Convolver =
  | { readonly module: WebAssembly.Module; readonly problem?: undefined }
  | { readonly module?: undefined; readonly problem: string }

/** Loads the module for the backend wasm. Without SIMD, or if it cannot be loaded, TensorFlow.js does its work. */
export async function loadConvolver(url: string): Promise<Convolver> {
  try {
    return { module: await WebAssembly.compile(decodeDataUrl(url) ?? (await fetchFile(url))) }
  } catch (error) {
    return {
      problem:
        error instanceof WebAssembly.CompileError
          ? 'this browser cannot run its module'
          : `its module did not load: ${getErrorMessage(error)}`,
    }
  }
}

async function fetchFile(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  return response.arrayBuffer()
}

/** Adds to the choice of wasm that convolutions are slower than they could be. */
export function noteConvolver(choice: BackendChoice, { problem }: Convolver): BackendChoice {
  if (choice.name !== 'wasm' || problem === undefined) return choice
  return { ...choice, note: `convolutions are slower than they could be, because ${problem}` }
}
