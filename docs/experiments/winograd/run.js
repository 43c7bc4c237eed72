// Builds the modules and compares them with TensorFlow.js in Chromium: node docs/experiments/winograd/run.js [ROUNDS] [VARIANT]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const here = import.meta.dirname
const root = fileURLToPath(new URL('../../../', import.meta.url))
const built = mkdtempSync(join(tmpdir(), 'winograd-'))
const [rounds = '40', variant = 'wing'] = process.argv.slice(2)

const TYPES = { '.wasm': 'application/wasm', '.js': 'text/javascript' }
const FOLDERS = {
  '/tf/': join(root, 'node_modules/@tensorflow'),
  '/models/': join(root, 'models'),
  '/photos/': join(root, 'node_modules/@vladmandic/face-api/demo'),
}
const SCRIPTS = [
  '/tf/tfjs-core/dist/tf-core.min.js',
  '/tf/tfjs-backend-cpu/dist/tf-backend-cpu.min.js',
  '/tf/tfjs-backend-wasm/dist/tf-backend-wasm.min.js',
  '/page.js',
]

function buildModule(name, flags) {
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js')
  const common = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--initialMemory', '1']
  const target = ['--enable', 'simd', ...flags, '-o', join(built, `${name}.wasm`)]
  execFileSync(process.execPath, [compiler, join(here, 'kernel.ts'), ...common, ...target], {
    stdio: 'inherit',
  })
}

function findFile(path) {
  const folder = Object.keys(FOLDERS).find((start) => path.startsWith(start))
  if (folder) return join(FOLDERS[folder], path.slice(folder.length))
  return join(path === '/page.js' ? here : built, path)
}

const server = createServer(({ url }, answer) => {
  if (url === '/') {
    const tags = SCRIPTS.map((script) => `<script src="${script}"></script>`).join('')
    answer.setHeader('content-type', 'text/html').end(`<!doctype html><link rel="icon" href="data:,">${tags}`)
    return
  }
  try {
    const file = readFileSync(findFile(url))
    answer.setHeader('content-type', TYPES[extname(url)] ?? 'application/octet-stream').end(file)
  } catch {
    answer.writeHead(404).end()
  }
})

buildModule('plain', [])
buildModule('relaxed', ['--enable', 'relaxed-simd'])
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium'
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const options = { rounds: Number(rounds), variant }
  const result = await page.evaluate((given) => window.compare(given), options)
  console.log(`Chromium ${browser.version()}, ${variant}`, result.modules)
  const layers = result.layers.map((ms, i) => ({
    step: i < 6 ? `conv${i + 1}` : ['hidden', 'output'][i - 6],
    ...ms,
  }))
  console.table([
    ...layers,
    { step: 'one run', ...result.single },
    { step: 'mean of ten runs', ...result.repeated },
  ])
} finally {
  await browser.close()
  server.close()
  rmSync(built, { recursive: true })
}
