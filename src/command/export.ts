/**
 * Exports the networks of a variant for other runtimes. `npm run export -- --help` prints the options.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { EXPORT_FORMATS, exportVariant } from './export/export-variant.ts'
import { readVariantFiles } from './export/variant-files.ts'
import { parseChoice } from './options.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run export -- --variant NAME --format onnx|tflite [--out DIR]

  --variant NAME    a folder of models/, or one that training/export.py wrote elsewhere (wing)
  --format FORMAT   onnx: ONNX Runtime and others; tflite: LiteRT, formerly TensorFlow Lite
  --out DIR         folder for the files (dist-networks)

Writes NAME-stage1 and NAME-stage2 with weights in float32. docs/export.md says what goes in and what comes out.`

function main(): void {
  const { values } = parseArgs({
    options: {
      variant: { type: 'string', default: 'wing' },
      format: { type: 'string' },
      out: { type: 'string', default: 'dist-networks' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!values.format) throw new Error('--format onnx or --format tflite is needed; --help says more.')
  const format = parseChoice('format', values.format, EXPORT_FORMATS)
  const out = resolve(values.out)
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const variant = readVariantFiles(values.variant)
  mkdirSync(out, { recursive: true })
  for (const { file, data, graph } of exportVariant(variant, format, version)) {
    writeFileSync(join(out, file), data)
    const outputs = graph.outputs.map(({ name, shape }) => `${name} (${shape.join(' x ')})`).join(', ')
    console.log(`${join(values.out, file)}  ${(data.length / 1e6).toFixed(1)} MB: ${outputs}`)
  }
  if (variant.licence) console.log(variant.licence)
}

runCli(main)
