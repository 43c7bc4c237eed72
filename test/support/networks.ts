import { readFileSync } from 'node:fs'
import { STAGES } from '../../src/geometry/face.ts'
import type { NetworkManifest, VariantManifest } from '../../src/networks/manifest.ts'
import { createNetwork } from '../../src/networks/network.ts'
import type { Network } from '../../src/networks/output.ts'

/** Files of a variant by name. */
export type ReadVariantFile = (file: string) => Uint8Array

/** Reads the files of a shipped variant. */
export const shippedFiles =
  (variant: string): ReadVariantFile =>
  (file) =>
    readFileSync(new URL(`../../models/${variant}/${file}`, import.meta.url))

export function readManifest(files: ReadVariantFile, stage: number): NetworkManifest {
  const { stages } = JSON.parse(new TextDecoder().decode(files('model.json'))) as VariantManifest
  return stages[stage - 1]!
}

/** Creates a network of a variant on the current backend; with the module if it is given. */
export function createStage(files: ReadVariantFile, stage: number, module?: WebAssembly.Module): Network {
  const manifest = readManifest(files, stage)
  const load = (file: string) => new Uint8Array(files(file)).buffer
  const presence = manifest.presence && load(manifest.presence.file)
  return createNetwork(manifest, STAGES[stage - 1]!.input, load(manifest.file), presence, module)
}
