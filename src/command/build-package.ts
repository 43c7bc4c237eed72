/**
 * Builds the landmarker as a package for others: an ES module with types, two workers and the files they load.
 * `npm run build:lib -- --help` prints the options.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build, type InlineConfig, type Plugin } from 'vite'
import { writeBill } from './build/bill.ts'
import { blazeFace } from './build/blaze-face-plugin.ts'
import { reference } from './build/reference.ts'
import { runProgram } from './program.ts'

const HELP = `npm run build:lib [-- options]

  --out DIR    folder of the package, emptied before (dist-package)

Builds the landmarker as a package: an ES module with types, two workers, the files they load and a bill of
materials. npm pack DIR makes a tarball of it.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const LANDMARKER = join(ROOT, 'src/landmarker')

/** The others are for comparing losses; their folders' addresses can be given as a variant too. */
const VARIANTS = ['wing', 'lite']

/** The package holds two variants alone. */
const fewerVariants: Plugin = {
  name: 'fewer-variants',
  enforce: 'pre',
  transform(code, id) {
    if (!/landmarker\/models\/(assets|bundled-variants)\.ts$/.test(id)) return undefined
    return code.replaceAll('../../../models/*/', `../../../models/{${VARIANTS.join(',')}}/`)
  },
}

/** Takes workers as files to be copied, from where they have just been built, not as entries to be bundled again. */
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

function common(outDir: string, plugins: Plugin[]): InlineConfig {
  return {
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    plugins: [fewerVariants, ...plugins],
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      chunkSizeWarningLimit: 4000,
    },
  }
}

/** stage1.bin of two variants are two files: their names in the package say whose they are. */
function assetName({ originalFileNames }: { originalFileNames: readonly string[] }): string {
  const [, variant, file] = /models\/([^/]+)\/([^/]+)$/.exec(originalFileNames[0] ?? '') ?? []
  return variant ? `assets/${variant}-${file}` : 'assets/[name][extname]'
}

async function bundle(outDir: string): Promise<void> {
  const workers = join(outDir, 'workers')
  for (const name of ['worker/landmarker-worker', 'mediapipe/mediapipe-worker']) {
    const config = common(workers, [])
    await build({
      ...config,
      build: {
        ...config.build,
        // Bundlers turn files below 4 kB into data: addresses, from which no worker starts.
        minify: name === 'worker/landmarker-worker',
        rolldownOptions: {
          input: join(LANDMARKER, `${name}.ts`),
          output: { entryFileNames: `${basename(name)}.js`, codeSplitting: false },
        },
      },
    })
  }
  const config = common(outDir, [packagedWorkers(outDir), blazeFace(), ownPreloadName])
  await build({
    ...config,
    build: {
      ...config.build,
      minify: false,
      rolldownOptions: {
        input: join(LANDMARKER, 'package.ts'),
        // Its scripts of later import it back: a copy of it alone, with the files elsewhere, needs none of them to start.
        preserveEntrySignatures: 'allow-extension',
        output: { entryFileNames: 'wingmark.js', assetFileNames: assetName },
      },
    },
  })
  rmSync(workers, { recursive: true })
}

/** Writes the declarations of all that the package's own file reaches. */
function declare(outDir: string): void {
  const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')
  const options = ['-p', 'tsconfig.package.json', '--outDir', join(outDir, 'types')]
  execFileSync(process.execPath, [tsc, ...options], { cwd: ROOT, stdio: 'inherit' })
}

function describe(outDir: string): void {
  const { name, version, description, license } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<string, string>
  const manifest = {
    name,
    version,
    description,
    license,
    type: 'module',
    exports: {
      '.': { types: './types/landmarker/package.d.ts', default: './wingmark.js' },
      './assets/*': './assets/*',
    },
    sideEffects: false,
  }
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(outDir, 'API.md'), reference(join(outDir, 'types/landmarker/package.d.ts')))
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(ROOT, file), join(outDir, file))
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(ROOT, 'dist-package') },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  const outDir = resolve(values.out)
  rmSync(outDir, { recursive: true, force: true })
  await bundle(outDir)
  declare(outDir)
  describe(outDir)
  writeBill(outDir, VARIANTS)
  console.log(`The package is in ${outDir}; npm pack ${outDir} makes a tarball of it.`)
}

runProgram(main)
