/**
 * Writes the software bill of materials of a build.
 * `tsx src/command/sbom.ts --help` prints the options.
 */
import { parseArgs } from 'node:util'
import { writeBill } from './build/bill.ts'
import { runProgram } from './program.ts'

const HELP = `tsx src/command/sbom.ts FOLDER [VARIANT ...]

Writes FOLDER/sbom.cdx.json, the software bill of materials (CycloneDX) of what is shipped: the packages, as npm
knows them, and the weights, all or those of some variants, with their hashes.`

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  })
  const [folder, ...variants] = positionals
  if (values.help) console.log(HELP)
  else if (!folder) throw new Error('Which folder? --help says more.')
  else writeBill(folder, variants)
}

runProgram(main)
