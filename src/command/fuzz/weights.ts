import { createHash } from 'node:crypto'
import { memory, ones, ready, setBackend, type Tensor4D } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { LANDMARK_COUNT, STAGES } from '../../geometry/face.ts'
import { LandmarkerError } from '../../landmarker/errors.ts'
import { loadVariant } from '../../landmarker/models/variant.ts'
import type { VariantManifest, WeightsManifest } from '../../networks/manifest.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { assertHolds, checkParser, type FuzzTarget } from './fuzz-target.ts'
import { mutateJson } from './mutate-json.ts'
import type { SeededRandom } from './random.ts'
import { createTinyVariant } from './tiny-variant.ts'

/** Files of a server, by name. */
type ServedFiles = ReadonlyMap<string, Buffer>

const FOLDER = 'http://elsewhere.test/variant/'
const SEED: ServedFiles = createTinyVariant()
const WEIGHT_FILES = ['stage1.bin', 'stage2.bin', 'presence.bin'] as const

/** Bit patterns of extreme floats: NaN, infinities, the largest, the smallest, -0. */
const EDGE_FLOATS = [0x7fc00000, 0x7f800000, 0xff800000, 0x7f7fffff, 0x00000001, 0x80000000] as const

/** Updates size and hash of a file in the manifest, so that the mutated file is not rejected by them. */
function signManifest(manifest: VariantManifest, file: string, data: Buffer): VariantManifest {
  const own = { bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') }
  const sign = <Of extends WeightsManifest>(of: Of): Of => (of.file === file ? { ...of, ...own } : of)
  const stages = manifest.stages.map((stage) => ({
    ...sign(stage),
    ...(stage.presence && { presence: sign(stage.presence) }),
  }))
  return { ...manifest, stages }
}

function mutateWeights(random: SeededRandom, data: Buffer): Buffer {
  if (random.chance(0.5)) return mutateBytes(random, data, SEED.get(random.pick(WEIGHT_FILES)) ?? data)
  const copy = Buffer.from(data)
  for (let left = 1 + random.below(4); left > 0; left--) {
    copy.writeUInt32LE(random.pick(EDGE_FLOATS), 4 * random.below(copy.length >> 2))
  }
  return copy
}

function createServedFiles(random: SeededRandom): ServedFiles {
  const served = new Map(SEED)
  const manifest = JSON.parse(String(SEED.get('model.json'))) as VariantManifest
  if (random.chance(0.3)) return served.set('model.json', Buffer.from(mutateJson(random, manifest)))
  const file = random.pick(WEIGHT_FILES)
  if (random.chance(0.05)) {
    served.delete(random.pick([...WEIGHT_FILES, 'model.json']))
    return served
  }
  const data = mutateWeights(random, SEED.get(file) ?? Buffer.alloc(0))
  served.set(file, data)
  if (random.chance(0.7))
    served.set('model.json', Buffer.from(JSON.stringify(signManifest(manifest, file, data))))
  return served
}

/** Loads the variant from a fake server, by replacing `fetch`. */
async function loadServed(served: ServedFiles) {
  const { fetch } = globalThis
  Object.defineProperty(globalThis, 'location', { value: { href: FOLDER }, configurable: true })
  globalThis.fetch = (url) => {
    const data = served.get((url as string).slice(FOLDER.length))
    return Promise.resolve(data ? new Response(new Uint8Array(data)) : new Response(null, { status: 404 }))
  }
  try {
    return await loadVariant(FOLDER, {})
  } finally {
    globalThis.fetch = fetch
    Reflect.deleteProperty(globalThis, 'location')
  }
}

async function checkWeights(served: ServedFiles): Promise<boolean> {
  await setBackend('wasm')
  await ready()
  const before = memory().numTensors
  const accepted = await checkParser(
    () => loadServed(served),
    LandmarkerError,
    async ({ stage1, stage2, dispose }) => {
      for (const [i, network] of [stage1, stage2].entries()) {
        if (!network) continue
        const { input } = STAGES[i]!
        const crop = ones([1, input, input, 3]) as Tensor4D
        const output = network.predict(crop)
        const found = Array.from(await output.data())
        assertHolds(
          found.length === 2 * LANDMARK_COUNT || found.length === 2 * LANDMARK_COUNT + 1,
          `${found.length} numbers`,
        )
        assertHolds(found.every(Number.isFinite), 'a coordinate is not finite')
        crop.dispose()
        output.dispose()
      }
      dispose()
    },
  )
  assertHolds(memory().numTensors === before, `${memory().numTensors - before} tensors were leaked`)
  return accepted
}

/** Loader of external variants; networks are run once on a white crop. */
export const WEIGHTS_TARGET: FuzzTarget<ServedFiles> = {
  name: 'weights',
  timeLimitMs: 2000,
  createInput: createServedFiles,
  parseInput: checkWeights,
  serialize: (served) =>
    JSON.stringify(Object.fromEntries([...served].map(([file, data]) => [file, data.toString('base64')]))),
}
