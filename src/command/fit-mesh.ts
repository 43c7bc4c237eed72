/**
 * Fits the mapping from MediaPipe's face mesh to 68 landmarks on annotated training faces.
 * `npm run fit-mesh -- --help` prints the options.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { matchToGroundTruth } from '../evaluation/match-face.ts'
import { fitMapping, type MeshSample } from '../evaluation/mesh-fit.ts'
import { applyMapping, type WeightedVertex } from '../evaluation/mesh-mapping.ts'
import { computeInterOcular, computeNme, mean } from '../evaluation/nme.ts'
import { parsePts } from '../evaluation/pts.ts'
import type { Point } from '../geometry/point.ts'
import { computeSquareAtRoll } from '../geometry/square.ts'
import { listPhotoEntries } from './evaluate/photo-entries.ts'
import { parseCount } from './options.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run fit-mesh -- --data DIR --sets A,B --predictions FILE [options]

  --data DIR          folder in 300W's layout: photos with .pts files of 68 points beside them
  --sets A,B          folders in DIR; training faces only
  --predictions FILE  meshes of 468 points on their photos, from npm run predict
  --vertices N        vertices of each landmark (6)
  --check FILE        meshes of another program on the same sets: prints the mapping's error on them too
  --write             writes the mapping to models/mesh.json

The error is measured on every fifth face, which the fit that it is measured for leaves out; the mapping that is
written is fitted on all faces.`

const MAPPING = fileURLToPath(new URL('../../models/mesh.json', import.meta.url))

/** Every fifth face is held out to measure the error. */
const HELD_OUT_STEP = 5

/** Reads the annotated faces and the meshes that belong to them. */
function readSamples(data: string, sets: readonly string[], predictions: string): MeshSample[] {
  const meshes = new Map<string, (readonly Point[])[]>()
  const entries = JSON.parse(readFileSync(predictions, 'utf8')) as { photo: string; landmarks: Point[] }[]
  for (const { photo, landmarks } of entries) meshes.set(photo, [...(meshes.get(photo) ?? []), landmarks])
  return listPhotoEntries(data, sets).flatMap(({ photo, pts }) => {
    const truth = parsePts(readFileSync(pts, 'utf8'))
    const squares = (meshes.get(photo) ?? []).map((mesh) => ({ mesh, square: computeSquareAtRoll(mesh, 0) }))
    const mesh = matchToGroundTruth(squares, truth)?.mesh
    return mesh ? [{ mesh, truth }] : []
  })
}

/** Measures the mean inter-ocular NME of a mapping, in percent. */
function measureError(
  mapping: readonly (readonly WeightedVertex[])[],
  samples: readonly MeshSample[],
): number {
  return (
    100 *
    mean(samples.map(({ mesh, truth }) => computeNme(applyMapping(mapping, mesh), truth, computeInterOcular)))
  )
}

function main(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      sets: { type: 'string' },
      predictions: { type: 'string' },
      vertices: { type: 'string', default: '6' },
      check: { type: 'string' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(HELP)
  if (!values.data || !values.sets || !values.predictions)
    throw new Error('--data, --sets and --predictions are needed; --help says more.')
  const sets = values.sets.split(',').filter(Boolean)
  if (sets.some((set) => set.includes('test')))
    throw new Error('Fit the mapping on training faces, not on test faces.')
  const count = parseCount('vertices', values.vertices)
  const data = resolve(values.data)
  const samples = readSamples(data, sets, values.predictions)
  if (samples.length < HELD_OUT_STEP) throw new Error(`${values.predictions} has no faces of these sets.`)
  const isHeldOut = (_: MeshSample, i: number) => i % HELD_OUT_STEP === 0
  const heldOut = samples.filter(isHeldOut)
  const partial = fitMapping(
    samples.filter((sample, i) => !isHeldOut(sample, i)),
    count,
  )
  const heldOutNme = measureError(partial, heldOut)
  const mapping = fitMapping(samples, count)
  console.log(`faces                    ${samples.length}`)
  console.log(`NME of held-out faces    ${heldOutNme.toFixed(3)} %, ${heldOut.length} faces, inter-ocular`)
  console.log(`NME of all faces         ${measureError(mapping, samples).toFixed(3)} %`)
  if (values.check) {
    const others = readSamples(data, sets, values.check)
    console.log(
      `NME of the other meshes  ${measureError(mapping, others).toFixed(3)} %, ${others.length} faces`,
    )
  }
  if (!values.write) return
  const about = `Landmarks of 68 points as weighted means of vertices of MediaPipe's face mesh: [vertex, weight]. Fitted on ${samples.length} training faces of 300W by npm run fit-mesh; heldOutNme is the inter-ocular NME of ${heldOut.length} of them, held out of the fit, in percent.`
  const rows = mapping.map(
    (vertices) =>
      `    ${JSON.stringify(vertices.map(([vertex, weight]) => [vertex, Number(weight.toFixed(4))]))}`,
  )
  const figures = `  "faces": ${samples.length},\n  "heldOutNme": ${heldOutNme.toFixed(3)},`
  writeFileSync(
    MAPPING,
    `{\n  "about": ${JSON.stringify(about)},\n${figures}\n  "landmarks": [\n${rows.join(',\n')}\n  ]\n}\n`,
  )
}

runCli(main)
