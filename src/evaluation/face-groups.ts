import { computeEyeAspectRatios } from '../geometry/openings.ts'
import type { Point } from '../geometry/point.ts'
import { mean } from './nme.ts'
import { CLOSED_EYE } from './openings.ts'

/** Annotated face with its error and with what the groups depend on. */
export interface GroupedFace {
  /** Path of the photo without extension, such as `lfpw/testset/image_0001`. */
  readonly key: string
  readonly truth: readonly Point[]
  /** Yaw of the head in degrees; undefined if the landmarks give no pose. */
  readonly yaw: number | undefined
  /** Mean luma of the face's box, 0 to 255. */
  readonly brightness: number
  /** Inter-pupil NME as a fraction; Infinity if the face was not found. */
  readonly nme: number
}

/** Number of faces of a group that were found, and their mean inter-pupil NME in percent. */
export interface GroupScore {
  readonly group: string
  readonly faces: number
  readonly nmeInterPupil: number
}

/** Mean luma of the face's box below which a picture counts as dark: 6% of the common test faces. */
const DARK_LUMA = 80

const isTurned =
  (low: number, high: number) =>
  ({ yaw }: GroupedFace) =>
    yaw !== undefined && Math.abs(yaw) >= low && Math.abs(yaw) < high

const GROUPS: readonly (readonly [name: string, includes: (face: GroupedFace) => boolean])[] = [
  ['yaw below 15°', isTurned(0, 15)],
  ['yaw 15° to 30°', isTurned(15, 30)],
  ['yaw above 30°', isTurned(30, Infinity)],
  ['dark picture', ({ brightness }) => brightness < DARK_LUMA],
  ['a closed eye', ({ truth }) => Math.min(...computeEyeAspectRatios(truth)) < CLOSED_EYE],
]

/** Returns the set that a photo belongs to: its folder, and the part of its name before a hyphen, as in `taught/aaf`. */
export function findFaceSet(key: string): string {
  const folder = key.slice(0, Math.max(0, key.lastIndexOf('/')))
  const name = key.slice(key.lastIndexOf('/') + 1)
  const prefix = name.includes('-') ? name.slice(0, name.indexOf('-')) : ''
  return [folder, prefix].filter(Boolean).join('/')
}

/** Scores faces by yaw, darkness, closed eyes, and by set if there are several. Empty groups are left out. */
export function scoreGroups(faces: readonly GroupedFace[]): GroupScore[] {
  const sets = [...new Set(faces.map(({ key }) => findFaceSet(key)))].sort()
  const bySet = sets.map((set) => [set, ({ key }: GroupedFace) => findFaceSet(key) === set] as const)
  const groups = [...GROUPS, ...(sets.length > 1 ? bySet : [])]
  return groups.flatMap(([group, includes]) => {
    const found = faces.filter((face) => Number.isFinite(face.nme) && includes(face))
    if (found.length === 0) return []
    return [{ group, faces: found.length, nmeInterPupil: 100 * mean(found.map(({ nme }) => nme)) }]
  })
}
