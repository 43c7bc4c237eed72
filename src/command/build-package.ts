/**
 * `npm run build:lib`: builds the landmarker as an npm package in dist-package: an ES module with types, two workers
 * and the files they load. `npm pack ./dist-package` makes the tarball.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Plugin } from 'vite'
import { createReference } from './build/reference.ts'
import { blazeFacePlugin } from './build/blaze-face-plugin.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const LANDMARKER = join(ROOT, 'src/landmarker')

/** Variants in the package. The others are for comparing losses and can be loaded by URL. */
const VARIANTS = ['wing', 'lite']

/** Plugin that limits the bundled models to VARIANTS. */
const packagedVariants: Plugin = {
  name: 'packaged-variants',
  enforce: 'pre',
  transform(code, id) {
    if (!/landmarker\/models\/(assets|bundled-variants)\.ts$/.test(id)) return undefined
    return code.replaceAll('../../../models/*/', `../../../models/{${VARIANTS.join(',')}}/`)
  },
}

/** Plugin that replaces worker entries by files to be copied, so that they are not bundled again. */
const packagedWorkers: Plugin = {
  name: 'packaged-workers',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/worker/workers.ts') ? join(LANDMARKER, 'worker/workers-packaged.ts') : undefined,
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
  const config = createConfig(outDir, [packagedWorkers, blazeFacePlugin()])
  await build({
    ...config,
    build: {
      ...config.build,
      minify: false,
      rolldownOptions: {
        input: join(LANDMARKER, 'package.ts'),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'wingmark.js', assetFileNames: getAssetName },
      },
    },
  })
  rmSync(workers, { recursive: true })
}

/** Writes type declarations of everything that the package's entry file exports. */
function writeDeclarations(outDir: string): void {
  const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')
  const options = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--rootDir', 'src']
  const config = join(outDir, 'tsconfig.json')
  const files = ['package.ts', 'detection/virtual-blaze-face.d.ts'].map((file) => join(LANDMARKER, file))
  writeFileSync(config, JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include: [], files }))
  try {
    execFileSync(process.execPath, [tsc, '-p', config, ...options, '--outDir', join(outDir, 'types')], {
      cwd: ROOT,
      stdio: 'inherit',
    })
  } finally {
    rmSync(config)
  }
}

function writeManifest(outDir: string): void {
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
  writeFileSync(join(outDir, 'API.md'), createReference(join(outDir, 'types/landmarker/package.d.ts')))
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(ROOT, file), join(outDir, file))
}

const outDir = join(ROOT, 'dist-package')
rmSync(outDir, { recursive: true, force: true })
await bundlePackage(outDir)
writeDeclarations(outDir)
writeManifest(outDir)
console.log(`The package is in ${outDir}; npm pack ./dist-package makes a tarball of it.`)
