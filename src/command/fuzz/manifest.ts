import { STAGES } from '../../geometry/face.ts'
import { LandmarkerError } from '../../landmarker/errors.ts'
import { parseManifest } from '../../landmarker/models/manifest-schema.ts'
import { assertHolds, checkParser, type FuzzTarget } from './fuzz-target.ts'
import { mutateJson } from './mutate-json.ts'
import { readBundledManifest } from './seeds.ts'

const SEEDS = ['wing', 'precise', 'lite', 'l2'].map(readBundledManifest)

/** Parser of an external variant's model.json. */
export const MANIFEST_TARGET: FuzzTarget<string> = {
  name: 'manifest',
  timeLimitMs: 1000,
  createInput: (random) => mutateJson(random, random.pick(SEEDS)),
  parseInput: (text) =>
    checkParser(
      () => parseManifest(text),
      LandmarkerError,
      ({ variant, stages }) => {
        assertHolds(
          variant !== '' && stages.length > 0 && stages.length <= STAGES.length,
          'it has no networks',
        )
        for (const stage of stages) {
          const { file, bytes, weights, filters } = stage
          const own = stage.network === 'heat-map' ? [stage.decoder] : [stage.hidden]
          assertHolds(/^[\w.-]+$/.test(file) && !file.startsWith('.'), `${file} is outside the folder`)
          const sides = [bytes, ...own, ...filters, ...weights.flatMap(({ shape }) => shape)]
          assertHolds(
            sides.every((side) => Number.isSafeInteger(side) && side > 0),
            'a size is not a positive integer',
          )
        }
      },
    ),
  serialize: (text) => text,
}
