import { Cnn } from './cnn.ts'
import { HeatMapNetwork } from './heat-map-network.ts'
import type { NetworkManifest } from './manifest.ts'
import type { Network } from './output.ts'

/**
 * Creates a network on the current backend. input: side of its crops in pixels.
 * @throws Error if a file does not match the manifest.
 */
export function createNetwork(
  manifest: NetworkManifest,
  input: number,
  file: ArrayBuffer,
  presence?: ArrayBuffer,
): Network {
  return manifest.network === 'heat-map'
    ? new HeatMapNetwork(manifest, input, file, presence)
    : new Cnn(manifest, file, presence)
}
