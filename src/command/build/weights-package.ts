import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { VariantManifest } from '../../networks/manifest.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Licence of weights, which has no name of its own: research use only, in LICENSE-WEIGHTS.txt. */
export const WEIGHTS_LICENCE = 'LicenseRef-Wingmark-Weights'

interface Project {
  readonly name: string
  readonly version: string
}

/** Describes the licence of a variant's weights, from its card. */
export function describeLicence(variant: string): string {
  const { data, licence } = JSON.parse(
    readFileSync(join(ROOT, 'models', variant, 'card.json'), 'utf8'),
  ) as Record<string, string>
  return `${variant}\n${licence}\nTraining data: ${data}.\n`
}

/** Writes `name` in the form of a JavaScript identifier: smooth-l1 -> smoothL1. */
const toIdentifier = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function createReadme({ name, version }: Project, variant: string): string {
  const identifier = toIdentifier(variant)
  const key = identifier === variant ? identifier : `'${variant}': ${identifier}`
  return `# ${name}-${variant}

Weights of the variant ${variant} of ${name} ${version}, for research only (LICENSE-WEIGHTS.txt). card.json tells how they were
trained and how accurate they are.

\`\`\`ts
import { createLandmarker } from '${name}'
import ${identifier} from '${name}-${variant}'

const landmarker = await createLandmarker({ variant: '${variant}', weights: { ${key} } })
\`\`\`

Without a bundler, serve this folder and pass its URL: \`weights: { '${variant}': '/${name}-${variant}/' }\`.
`
}

const TYPES = `/** Weights for the option \`weights\` of \`createLandmarker\`. */
declare const weights: {
  readonly manifest: object
  readonly files: Readonly<Record<string, string>>
}
export default weights
`

/** Writes a variant's weights, card and licence as an npm package of their own. */
export function writeWeightsPackage(variant: string, folder: string): void {
  const from = join(ROOT, 'models', variant)
  const project = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Project
  const manifest = JSON.parse(readFileSync(join(from, 'model.json'), 'utf8')) as VariantManifest
  const files = manifest.stages
    .flatMap((stage) => (stage.presence ? [stage, stage.presence] : [stage]))
    .map(({ file }) => file)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const file of [...files, 'model.json', 'card.json']) copyFileSync(join(from, file), join(folder, file))
  const urls = files.map((file) => `    '${file}': new URL('./${file}', import.meta.url).href,\n`).join('')
  const code = `export default {\n  manifest: ${JSON.stringify(manifest)},\n  files: {\n${urls}  },\n}\n`
  const { name, version } = project
  const description = {
    name: `${name}-${variant}`,
    version,
    description: `Weights of the variant ${variant} of ${name}, for research only`,
    license: WEIGHTS_LICENCE,
    type: 'module',
    exports: { '.': { types: './index.d.ts', default: './index.js' }, './*': './*' },
    sideEffects: false,
  }
  writeFileSync(join(folder, 'index.js'), code)
  writeFileSync(join(folder, 'index.d.ts'), TYPES)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(description, null, 2)}\n`)
  writeFileSync(join(folder, 'README.md'), createReadme(project, variant))
  writeFileSync(
    join(folder, 'LICENSE-WEIGHTS.txt'),
    `Licence of the weights (*.bin)\n\n${describeLicence(variant)}`,
  )
}
