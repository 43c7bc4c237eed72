import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readBlazeFace } from './blaze-face-weights.ts'
import { describeMeanFace } from './mean-face-licence.ts'
import { describeSamples } from './samples.ts'
import type { VariantManifest } from '../../networks/manifest.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const LICENCE = 'Trained on 300W: for research use only'

interface SbomComponent {
  readonly type: string
  readonly name: string
}

interface Bill {
  readonly metadata: { readonly component: SbomComponent }
  readonly components: readonly SbomComponent[]
}

function listWeights(variants: readonly string[]) {
  const manifests = readdirSync(join(ROOT, 'models'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (variants.length === 0 || variants.includes(entry.name)))
    .map(
      ({ name }) =>
        JSON.parse(readFileSync(join(ROOT, 'models', name, 'model.json'), 'utf8')) as VariantManifest,
    )
  return manifests.flatMap(({ variant, stages }) =>
    stages
      .flatMap((stage) => (stage.presence ? [stage, stage.presence] : [stage]))
      .map(({ file, sha256 }) => ({
        type: 'machine-learning-model',
        'bom-ref': `models/${variant}/${file}`,
        name: `${variant}/${file}`,
        hashes: [{ alg: 'SHA-256', content: sha256 }],
        licenses: [{ license: { name: LICENCE } }],
      })),
  )
}

/** Describes the face detector's weights, which the build extracts from MediaPipe's package. */
function describeDetector() {
  const { file, sha256 } = readBlazeFace().manifest
  return {
    type: 'machine-learning-model',
    'bom-ref': file,
    name: file,
    description: "MediaPipe's short-range face detector (BlazeFace), of @mediapipe/face_detection",
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    licenses: [{ license: { id: 'Apache-2.0' } }],
  }
}

interface BillOptions {
  /** Variants whose weights are listed; all if it is empty. */
  readonly variants?: readonly string[]
  /** True for the page, which contains the sample clip and photos. */
  readonly hasSamples: boolean
}

/** Creates the bill of materials: npm's list of packages, the mean 3D face, the weights and the samples. */
function createBill({ variants = [], hasSamples }: BillOptions): Bill {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const packages = JSON.parse(text) as Bill
  const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string }
  const { metadata, components } = packages
  return {
    ...packages,
    // npm uses the folder's name.
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components: [
      ...components,
      describeMeanFace(),
      describeDetector(),
      ...listWeights(variants),
      ...(hasSamples ? describeSamples() : []),
    ],
  }
}

/**
 * Writes FOLDER/sbom.cdx.json, the software bill of materials (CycloneDX) of a build: the packages, as listed by npm,
 * the mean 3D face, the weights of some or all variants, and the page's samples, with their hashes.
 */
export function writeBill(folder: string, options: BillOptions): void {
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(createBill(options), null, 1)}\n`)
}
