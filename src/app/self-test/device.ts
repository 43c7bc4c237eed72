import { findHardware, type Hardware } from '../../landmarker/backend/hardware.ts'

/** Facts about the device and the browser, as far as the browser tells them. */
export interface Device {
  readonly userAgent: string
  readonly cores: number
  /** Memory of the device in GiB, coarsely rounded by the browser. */
  readonly memory: number | undefined
  readonly screen: string
  readonly simd: boolean
  readonly relaxedSimd: boolean
  readonly hardware: Hardware
}

/** Modules of one function with one instruction: i8x16.popcnt of SIMD, i8x16.relaxed_swizzle of relaxed SIMD. */
const SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  11,
]
const RELAXED_SIMD = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2,
  253, 15, 253, 128, 2, 11,
]

const isValid = (bytes: readonly number[]) => WebAssembly.validate(new Uint8Array(bytes))

/** Reads what this browser tells about itself and the device. */
export async function readDevice(): Promise<Device> {
  const { userAgent, hardwareConcurrency: cores } = navigator
  const { deviceMemory: memory } = navigator as { deviceMemory?: number }
  return {
    userAgent,
    cores,
    memory,
    screen: `${screen.width} × ${screen.height} at ${devicePixelRatio}`,
    simd: isValid(SIMD),
    relaxedSimd: isValid(RELAXED_SIMD),
    hardware: await findHardware(),
  }
}

/** Reads the size of the page's JavaScript heap in MB; undefined where the browser does not tell it. */
export function readHeap(): number | undefined {
  const { memory } = performance as { memory?: { readonly usedJSHeapSize: number } }
  return memory && memory.usedJSHeapSize / 1e6
}
