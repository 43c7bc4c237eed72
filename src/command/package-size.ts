/** Checks the size of the package's tarball: `npm run check-package` runs it. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { runCli } from './run-cli.ts'

const FOLDER = fileURLToPath(new URL('../../dist-package', import.meta.url))

/** Largest tarball in bytes: a tenth more than it had when this was set, 6.13 MB. docs/package.md tells it. */
const MAX_BYTES = 6_700_000

const HELP = `tsx src/command/package-size.ts

Tells the size of the tarball of dist-package, and fails if it is larger than its limit. npm run check-package runs it.`

const formatMb = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`

runCli(() => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } })
  if (values.help) {
    console.log(HELP)
    return
  }
  const answer = execFileSync('npm', ['pack', '--dry-run', '--json', FOLDER], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const [{ size, unpackedSize }] = JSON.parse(answer) as [{ size: number; unpackedSize: number }]
  console.log(
    `The tarball has ${formatMb(size)} of at most ${formatMb(MAX_BYTES)}; unpacked ${formatMb(unpackedSize)}.`,
  )
  if (size > MAX_BYTES)
    throw new Error(
      `The tarball has ${formatMb(size)} and may have ${formatMb(MAX_BYTES)}. Make it smaller; if it has to grow, set the limit in src/command/package-size.ts and docs/package.md.`,
    )
})
