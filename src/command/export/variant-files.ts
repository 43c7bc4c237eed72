import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkFiniteWeights, parseManifest } from '../../landmarker/models/manifest-schema.ts'
import type { NetworkManifest, WeightsManifest } from '../../networks/manifest.ts'
import { NamedWeights } from './weights.ts'

const MODELS = fileURLToPath(new URL('../../../models', import.meta.url))

/** Network of one stage with its weights in float32. */
export interface StageNetwork {
  readonly manifest: NetworkManifest
  readonly weights: NamedWeights
}

/** Networks of a variant, and the licence of their weights if its card says one. */
export interface VariantNetworks {
  readonly name: string
  readonly stages: readonly StageNetwork[]
  readonly licence: string | undefined
}

/** Lists the variants in models/. */
export function listBundledVariants(): string[] {
  return readdirSync(MODELS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
}

function findFolder(variant: string): string {
  const folder = [join(MODELS, variant), variant].find((path) => existsSync(join(path, 'model.json')))
  if (folder) return folder
  throw new Error(
    `There is no variant "${variant}". Name one of ${listBundledVariants().join(', ')}, or a folder with a model.json.`,
  )
}

function readWeights(folder: string, manifest: WeightsManifest): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(readFileSync(join(folder, manifest.file)))
  if (createHash('sha256').update(data).digest('hex') !== manifest.sha256)
    throw new Error(
      `${manifest.file} in ${folder} is not the file that its model.json describes; export it again.`,
    )
  checkFiniteWeights(manifest, data.buffer)
  return data
}

function readLicence(folder: string): string | undefined {
  const card = join(folder, 'card.json')
  if (!existsSync(card)) return undefined
  const { licence } = JSON.parse(readFileSync(card, 'utf8')) as { licence?: unknown }
  return typeof licence === 'string' ? licence : undefined
}

/**
 * Reads a variant: a folder of models/, or one that training/export.py wrote elsewhere.
 * @throws Error if there is none, or its files do not match its model.json.
 */
export function readVariantFiles(variant: string): VariantNetworks {
  const folder = findFolder(variant)
  const { variant: name, stages } = parseManifest(readFileSync(join(folder, 'model.json'), 'utf8'))
  return {
    name,
    licence: readLicence(folder),
    stages: stages.map((manifest) => {
      const weights = new NamedWeights()
      for (const file of manifest.presence ? [manifest, manifest.presence] : [manifest])
        weights.add(file, readWeights(folder, file))
      return { manifest, weights }
    }),
  }
}
