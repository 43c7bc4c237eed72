/**
 * Writes the software bill of materials of a build of the page.
 * `tsx src/command/sbom.ts --help` prints the options.
 */
import { parseArgs } from 'node:util'
import { writeBill } from './build/bill.ts'
import { runCli } from './run-cli.ts'

const HELP = `tsx src/command/sbom.ts FOLDER [VARIANT ...]

Writes FOLDER/sbom.cdx.json, the software bill of materials (CycloneDX) of a build of the page: the packages, as
listed by npm, the mean 3D face, the weights of all or some variants, and the samples, with their hashes.`

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  })
  const [folder, ...variants] = positionals
  if (values.help) console.log(HELP)
  else if (!folder) throw new Error('A folder is required; --help prints the options.')
  else writeBill(folder, { variants, hasSamples: true })
}

runCli(main)
