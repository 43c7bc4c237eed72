import { Cnn } from './cnn.ts'
import { HeatMapNetwork } from './heat-map-network.ts'
import type { NetworkManifest } from './manifest.ts'
import type { Network } from './output.ts'

/**
 * Creates a network on the current backend. input: side of its crops in pixels. module: compiled winograd/kernel.ts, which
 * then runs the convolutions; only for the backend wasm, because others would have to read back what it computes.
 * @throws Error if a file does not match the manifest.
 */
export function createNetwork(
  manifest: NetworkManifest,
  input: number,
  file: ArrayBuffer,
  presence?: ArrayBuffer,
  module?: WebAssembly.Module,
): Network {
  return manifest.network === 'heat-map'
    ? new HeatMapNetwork(manifest, input, file, presence, module)
    : new Cnn(manifest, input, file, presence, module)
}
