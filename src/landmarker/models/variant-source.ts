import type { VariantManifest } from '../../networks/manifest.ts'
import { LandmarkerError } from '../errors.ts'
import type { Assets } from './assets.ts'
import { BUNDLED_MANIFESTS } from './bundled-variants.ts'
import { parseManifest } from './manifest-schema.ts'
import { isVariantUrl, toFolderUrl } from './variant-id.ts'

/** Files of a variant, as a package of weights such as `wingmark-precise` exports them. */
export interface VariantFiles {
  /** Contents of its model.json. */
  readonly manifest: object
  /** URLs of its weights by file name. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * Weights that are not part of this package: what a package of weights exports, or the URL of a folder with model.json and
 * the files that it names.
 */
export type WeightsSource = string | VariantFiles

/** Sources of further variants by the variant's name. */
export type WeightsSources = Readonly<Record<string, WeightsSource>>

/** Makes the URLs of sources absolute, since a worker would resolve them otherwise. @throws LandmarkerError 'weights'. */
export function resolveSources(sources: WeightsSources): WeightsSources {
  const resolve = (name: string, source: WeightsSource): WeightsSource => {
    if (typeof source === 'string') return toFolderUrl(source)
    if (typeof source?.manifest !== 'object' || typeof source.files !== 'object')
      throw new LandmarkerError(
        'weights',
        `The weights of "${name}" cannot be used: the option \`weights\` needs the URL of their folder, or what their package exports.`,
      )
    const entries = Object.entries(source.files)
    const files = entries.map(([file, url]) => [file, new URL(url, location.href).href] as const)
    return { manifest: source.manifest, files: Object.fromEntries(files) }
  }
  return Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, resolve(name, source)]))
}

/** Manifest of a variant and the URLs of its files. */
export interface OpenedVariant {
  readonly manifest: VariantManifest
  readonly resolveUrl: (file: string) => string
  /** True for weights of this build, whose manifest needs no check. */
  readonly isBundled: boolean
}

async function fetchManifest(folder: string): Promise<OpenedVariant> {
  const { search } = new URL(folder)
  const resolveUrl = (file: string) => Object.assign(new URL(file, folder), { search }).href
  const response = await fetch(resolveUrl('model.json'))
  if (!response.ok) throw new LandmarkerError('weights', `the server answered ${response.status}`)
  return { manifest: parseManifest(await response.text()), resolveUrl, isBundled: false }
}

function openFiles({ manifest, files }: VariantFiles): OpenedVariant {
  const resolveUrl = (file: string) => {
    const url = files[file]
    if (url === undefined) throw new LandmarkerError('weights', `no URL of ${file} is given`)
    return url
  }
  return { manifest: parseManifest(JSON.stringify(manifest)), resolveUrl, isBundled: false }
}

/**
 * Finds where a variant is.
 * @throws LandmarkerError 'weights' if there is none of this name.
 */
export function findSource(
  variant: string,
  weights: Assets['weights'],
  sources: WeightsSources,
): WeightsSource | OpenedVariant {
  if (isVariantUrl(variant)) return variant
  if (Object.hasOwn(sources, variant)) return sources[variant]!
  const manifest = BUNDLED_MANIFESTS.find((one) => one.variant === variant)
  if (manifest) return { manifest, resolveUrl: (file) => weights[`${variant}-${file}`]!, isBundled: true }
  const known = new Set([...BUNDLED_MANIFESTS.map((one) => one.variant), ...Object.keys(sources)])
  throw new LandmarkerError(
    'weights',
    `There is no variant "${variant}" here: available are ${[...known].join(', ')}. Pass others with the option \`weights\`: the URL of their folder, or what their package exports (wingmark-precise for precise).`,
  )
}

/** Reads the manifest of a source. @throws LandmarkerError 'weights' with a clause as message. */
export async function openSource(source: WeightsSource | OpenedVariant): Promise<OpenedVariant> {
  if (typeof source === 'string') return fetchManifest(source)
  return 'files' in source ? openFiles(source) : source
}
