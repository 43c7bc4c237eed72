/**
 * Writes the landmarks that another library finds on annotated photos, for `npm run evaluate -- --predictions`.
 * `npm run predict -- --help` prints the options.
 */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findPackages } from './bench/packages.ts'
import type { Library } from './bench/page/page.ts'
import { listPhotoEntries } from './evaluate/photo-entries.ts'
import { openHarness } from './harness-page.ts'
import { parseChoice, parseCount } from './options.ts'
import { drawProgress } from './progress.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run predict -- --library NAME --data DIR --sets A,B --out FILE [options]

  --library NAME    human or face-mesh (468 points), or face-api (68 points); installed like those of npm run bench
  --data DIR        folder in 300W's layout: photos with .pts files of 68 points beside them
  --sets A,B        folders in DIR
  --out FILE        file for the landmarks, .json
  --limit N         first N faces of each set (all)

Writes all faces that the library finds in each photo, in pixels from its top-left corner.`

const PAGE = fileURLToPath(new URL('./bench/page/page.html', import.meta.url))
const LIBRARIES = ['human', 'face-mesh', 'face-api'] as const satisfies readonly Library[]

const round = (value: number) => Math.round(value * 100) / 100

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      library: { type: 'string' },
      data: { type: 'string' },
      sets: { type: 'string' },
      out: { type: 'string' },
      limit: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!values.library || !values.data || !values.sets || !values.out)
    throw new Error('--library, --data, --sets and --out are needed; --help says more.')
  const library = parseChoice('library', values.library, LIBRARIES)
  const [data, out] = [resolve(values.data), resolve(values.out)]
  const limit = values.limit ? parseCount('limit', values.limit) : Infinity
  const entries = listPhotoEntries(data, values.sets.split(',').filter(Boolean), limit)
  const { human, faceMesh, faceApi, wasm } = findPackages(library !== 'face-api', console.error)
  const { page, url, mounts, close } = await openHarness(PAGE, data, 'bench')
  try {
    mounts['/wasm/'] = join(wasm.folder, 'dist')
    mounts['/face-api/'] = faceApi.folder
    if (human) mounts['/human/'] = human.folder
    if (faceMesh) mounts['/face-mesh/'] = faceMesh.folder
    const setup = { variant: library === 'face-api' ? '68' : 'mesh', backend: 'wasm' } as const
    await page.evaluate(([name, given]) => window.bench.start(name, given), [library, setup] as const)
    const began = Date.now()
    const lines: string[] = []
    let found = 0
    for (const [i, { photo }] of entries.entries()) {
      const address = `${url}/data/${encodeURI(photo)}`
      const faces = await page.evaluate((asked) => window.bench.allLandmarks(asked), address)
      if (faces.length > 0) found++
      for (const face of faces) {
        const landmarks = face.map(([x, y]) => [round(x), round(y)])
        lines.push(JSON.stringify({ photo, landmarks }))
      }
      drawProgress(i + 1, entries.length, began)
    }
    writeFileSync(out, `[\n${lines.join(',\n')}\n]\n`)
    console.log(`Faces in ${found} of ${entries.length} photos.`)
  } finally {
    await close()
  }
}

runCli(main)
