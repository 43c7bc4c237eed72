import { BUNDLED_MANIFESTS } from '../../landmarker/models/bundled-variants.ts'
import { listBases } from '../../tuning/tuned-variant.ts'

/** Bundled variants that can be fine-tuned: heat-map networks have no output layer to train. */
export const TUNING_BASES = listBases(BUNDLED_MANIFESTS)
