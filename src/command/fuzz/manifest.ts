import { STAGES } from '../../geometry/face.ts'
import { LandmarkerError } from '../../landmarker/errors.ts'
import { manifestOf } from '../../landmarker/models/manifest-schema.ts'
import { holds, taken, type Entrance } from './fuzz-target.ts'
import { spoiltJson } from './mutate-json.ts'
import { shippedManifest } from './seeds.ts'

const SEEDS = ['wing', 'lite', 'l2'].map(shippedManifest)

/** The model.json of a variant from elsewhere. */
export const MANIFEST: Entrance<string> = {
  name: 'manifest',
  patience: 1000,
  make: (random) => spoiltJson(random, random.pick(SEEDS)),
  take: (text) =>
    taken(
      () => manifestOf(text),
      LandmarkerError,
      ({ variant, stages }) => {
        holds(variant !== '' && stages.length > 0 && stages.length <= STAGES.length, 'it has no networks')
        for (const stage of stages) {
          const { file, bytes, weights, filters } = stage
          const own = stage.network === 'heat-map' ? [stage.decoder] : [stage.hidden]
          holds(/^[\w.-]+$/.test(file) && !file.startsWith('.'), `${file} lies elsewhere`)
          const sides = [bytes, ...own, ...filters, ...weights.flatMap(({ shape }) => shape)]
          holds(
            sides.every((side) => Number.isSafeInteger(side) && side > 0),
            'a side is no number',
          )
        }
      },
    ),
  record: (text) => text,
}
