/**
 * Builds the landmarker as an npm package: an ES module with types, two workers and the files they load.
 * `npm run build:lib -- --help` prints the options.
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build, type InlineConfig, type Plugin } from 'vite'
import { writeBill } from './build/bill.ts'
import { blazeFacePlugin } from './build/blaze-face-plugin.ts'
import { convolverPlugin } from './build/convolver-plugin.ts'
import { writeDeclarations } from './build/declarations.ts'
import { LICENCE_FILE, LICENCE_PATH } from './build/mean-face-licence.ts'
import { createReference } from './build/reference.ts'
import { describeLicence, WEIGHTS_LICENCE, writeWeightsPackage } from './build/weights-package.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run build:lib [-- options]

  --out DIR      folder of the package, emptied first (dist-package)
  --weights DIR  folder for the packages of weights, one for each other variant (dist-weights)

Builds the landmarker as an npm package: an ES module with types, two workers, the files they load, the weights of lite
and a bill of materials; and a package of weights for each other variant. npm pack DIR makes a tarball of one.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const LANDMARKER = join(ROOT, 'src/landmarker')

/** Variants in the package. Each other one is a package of its own. */
const VARIANTS = ['lite']

function listOtherVariants(): string[] {
  const models = join(ROOT, 'models')
  return readdirSync(models).filter(
    (name) => existsSync(join(models, name, 'model.json')) && !VARIANTS.includes(name),
  )
}

/** Entry point of the package beside wingmark.js. */
interface EntryPoint {
  readonly name: string
  readonly source: string
  readonly banner?: string
}

const ENTRY_POINTS: readonly EntryPoint[] = [
  // The directive lets server components of React import it.
  { name: 'react', source: 'src/integrations/react.ts', banner: "'use client';" },
  { name: 'element', source: 'src/integrations/element.ts' },
  { name: 'metrics', source: 'src/package/metrics.ts' },
]

/** Plugin that leaves the imports of the package's main file to that file. */
const packagedLandmarker: Plugin = {
  name: 'packaged-landmarker',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/package/package.ts') ? { id: './wingmark.js', external: true } : undefined,
}

/** Plugin that limits the bundled models to VARIANTS. */
const packagedVariants: Plugin = {
  name: 'packaged-variants',
  enforce: 'pre',
  transform(code, id) {
    if (!/landmarker\/models\/(assets|bundled-variants)\.ts$/.test(id)) return undefined
    return code.replaceAll(
      '../../../models/*/',
      `../../../models/${VARIANTS.length > 1 ? `{${VARIANTS.join(',')}}` : VARIANTS[0]}/`,
    )
  },
}

/** Plugin that replaces worker entries by files to be copied, so that they are not bundled again. */
const packagedWorkers = (outDir: string): Plugin => ({
  name: 'packaged-workers',
  enforce: 'pre',
  resolveId(source) {
    if (source.endsWith('/worker/workers.ts')) return join(LANDMARKER, 'worker/workers-packaged.ts')
    const [, file] = /^(?:\.\.\/)+dist-package\/(.+)$/.exec(source) ?? []
    return file && join(outDir, file)
  },
})

/**
 * Renames Vite's helper for imports that wait: an importer's Vite declares one by the same name in every file that has
 * such an import, and would declare it a second time.
 */
const ownPreloadName: Plugin = {
  name: 'own-preload-name',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk') file.code = file.code.replaceAll('__vitePreload', 'wingmarkPreload')
  },
}

function createConfig(outDir: string, plugins: Plugin[]): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    plugins: [packagedVariants, ...plugins],
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      chunkSizeWarningLimit: 4000,
    },
  }
}

/** Returns an asset's name, with the variant in front, since several variants have a stage1.bin. */
function getAssetName({ originalFileNames }: { originalFileNames: readonly string[] }): string {
  const [, variant, file] = /models\/([^/]+)\/([^/]+)$/.exec(originalFileNames[0] ?? '') ?? []
  return variant ? `assets/${variant}-${file}` : 'assets/[name][extname]'
}

async function bundlePackage(outDir: string): Promise<void> {
  const workers = join(outDir, 'workers')
  for (const name of ['worker/landmarker-worker', 'mediapipe/mediapipe-worker']) {
    const config = createConfig(workers, [])
    await build({
      ...config,
      build: {
        ...config.build,
        // Bundlers inline files below 4 kB as data: URLs, from which no worker starts.
        minify: name === 'worker/landmarker-worker',
        rolldownOptions: {
          input: join(LANDMARKER, `${name}.ts`),
          output: { entryFileNames: `${basename(name)}.js`, codeSplitting: false },
        },
      },
    })
  }
  const config = createConfig(outDir, [
    packagedWorkers(outDir),
    blazeFacePlugin(),
    convolverPlugin(),
    ownPreloadName,
  ])
  await build({
    ...config,
    build: {
      ...config.build,
      minify: false,
      rolldownOptions: {
        input: join(ROOT, 'src/package/package.ts'),
        // Its scripts of later import it back: a copy of it alone, with the files elsewhere, needs none of them to start.
        preserveEntrySignatures: 'allow-extension',
        output: { entryFileNames: 'wingmark.js', assetFileNames: getAssetName },
      },
    },
  })
  rmSync(workers, { recursive: true })
  for (const entry of ENTRY_POINTS) await bundleEntryPoint(outDir, entry)
}

/** Bundles an entry point that leaves the landmarker to wingmark.js. */
async function bundleEntryPoint(outDir: string, { name, source, banner = '' }: EntryPoint): Promise<void> {
  const config = createConfig(outDir, [packagedLandmarker])
  await build({
    ...config,
    build: {
      ...config.build,
      minify: false,
      rolldownOptions: {
        input: join(ROOT, source),
        external: /^react($|\/)/,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: `${name}.js`, codeSplitting: false, banner },
      },
    },
  })
}

/** Collects the licence note of each variant from its card. */
function describeWeightsLicence(): string {
  return `Licence of the weights in assets/ (*.bin)\n\n${VARIANTS.map(describeLicence).join('\n')}`
}

function writeManifest(outDir: string): void {
  const { name, version, description, license } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<string, string>
  const manifest = {
    name,
    version,
    description,
    license: `(${license} AND Apache-2.0 AND ${WEIGHTS_LICENCE})`,
    type: 'module',
    exports: {
      '.': { types: './types/package/package.d.ts', default: './wingmark.js' },
      './react': { types: './types/integrations/react.d.ts', default: './react.js' },
      './element': { types: './types/integrations/element.d.ts', default: './element.js' },
      './metrics': { types: './types/package/metrics.d.ts', default: './metrics.js' },
      './assets/*': './assets/*',
      // MediaPipe's own scripts are no modules: they are loaded by URL alone.
      './assets/face_detection_solution*': null,
    },
    // Defines an element.
    sideEffects: ['./element.js'],
    peerDependencies: { react: '>=18' },
    peerDependenciesMeta: { react: { optional: true } },
  }
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(outDir, 'API.md'), createReference(join(outDir, 'types/package/package.d.ts')))
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(ROOT, file), join(outDir, file))
  copyFileSync(LICENCE_PATH, join(outDir, LICENCE_FILE))
  writeFileSync(join(outDir, 'LICENSE-WEIGHTS.txt'), describeWeightsLicence())
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(ROOT, 'dist-package') },
      weights: { type: 'string', default: join(ROOT, 'dist-weights') },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  // Tests set another value, for which React's components are compiled to calls that only its development build has.
  process.env.NODE_ENV = 'production'
  const outDir = resolve(values.out)
  rmSync(outDir, { recursive: true, force: true })
  await bundlePackage(outDir)
  writeDeclarations(join(outDir, 'types'))
  writeManifest(outDir)
  writeBill(outDir, { variants: VARIANTS, hasSamples: false })
  const weightsDir = resolve(values.weights)
  const others = listOtherVariants()
  for (const variant of others) writeWeightsPackage(variant, join(weightsDir, variant))
  console.log(
    `The package is in ${outDir}, weights of ${others.join(', ')} in ${weightsDir}; npm pack FOLDER makes a tarball of one.`,
  )
}

runCli(main)
