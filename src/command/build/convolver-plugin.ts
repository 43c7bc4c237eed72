import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { generatedFilesPlugin } from './generated-files-plugin.ts'

const FILE = 'convolver.wasm'
const SOURCE = fileURLToPath(new URL('../../networks/winograd/kernel.ts', import.meta.url))
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/convolver/', import.meta.url))

/** Warning 201 is on casts between u32 and usize, which are the same in a memory of 32 bits. */
const OPTIONS =
  '-O3 --noAssert --runtime stub --importMemory --initialMemory 1 --enable simd --use abort= --disableWarning 201'.split(
    ' ',
  )

/**
 * Compiles winograd/kernel.ts to WebAssembly. The result is kept below node_modules, since the compiler takes seconds.
 * @throws Error if it cannot be compiled.
 */
export async function compileConvolver(): Promise<Uint8Array> {
  const source = readFileSync(SOURCE, 'utf8')
  const { version } = createRequire(import.meta.url)('assemblyscript/package.json') as { version: string }
  const hash = createHash('sha256')
    .update([version, ...OPTIONS, source].join('\n'))
    .digest('hex')
  const kept = `${CACHE}${hash}.wasm`
  try {
    return readFileSync(kept)
  } catch {
    // Compiled below.
  }
  const { default: compiler } = await import('assemblyscript/asc')
  let data: Uint8Array | undefined
  const problems: string[] = []
  const { error } = await compiler.main(['kernel.ts', '-o', FILE, ...OPTIONS], {
    readFile: (name) => (name === 'kernel.ts' ? source : null),
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') data = contents
    },
    listFiles: () => [],
    stderr: { write: (text: string) => void problems.push(text) },
  })
  if (error || !data) throw new Error(`${SOURCE} cannot be compiled: ${problems.join('')}`, { cause: error })
  mkdirSync(dirname(kept), { recursive: true })
  writeFileSync(kept, data)
  return data
}

/**
 * Creates the plugin that compiles the module for convolutions: `virtual:convolver` exports the URL of the file, which the
 * build emits and the development server sends.
 */
export function convolverPlugin(): Plugin {
  const file = { name: FILE, type: 'application/wasm', create: compileConvolver }
  return generatedFilesPlugin('virtual:convolver', [file], ([url]) => `export const url = ${url}\n`)
}
