import type { Point } from '../../geometry/point.ts'
import type { Camera } from '../../pose/camera.ts'
import type { HeadPose } from '../../pose/head-pose.ts'

/** Modules of src/pose with a linear-algebra library, which are loaded when a pose is first wanted. */
interface PoseModules {
  readonly pose: typeof import('../../pose/head-pose.ts')
  readonly camera: typeof import('../../pose/camera.ts')
  readonly axes: typeof import('../../pose/axes.ts')
}

/** Pose of a head, and the camera assumed for its picture. */
export interface SeenPose {
  readonly pose: HeadPose
  readonly camera: Camera
}

/** Head whose pose is wanted. */
export interface Head {
  readonly landmarks: readonly Point[]
  readonly confidence?: readonly number[] | undefined
  /** Number of a tracked face. */
  readonly id?: number | undefined
  readonly variant: string
}

let modules: PoseModules | undefined
let loading: Promise<PoseModules> | undefined

/** Poses already estimated: several parts of the page want them of the same landmarks. */
const known = new WeakMap<readonly Point[], SeenPose | undefined>()
/** Last pose of each tracked face and variant, from which the next fit starts. */
const last = new Map<string, HeadPose>()
/** Entries of `last` above which it is cleared: faces come and go during a long session. */
const MAX_LAST_POSES = 64

/** Loads the pose estimation. */
export function loadHeadPoses(): Promise<PoseModules> {
  const load = async () => {
    const [pose, camera, axes] = await Promise.all([
      import('../../pose/head-pose.ts'),
      import('../../pose/camera.ts'),
      import('../../pose/axes.ts'),
    ])
    return (modules = { pose, camera, axes })
  }
  loading ??= load().catch((error: unknown) => {
    // Tried again the next time.
    loading = undefined
    throw error
  })
  return loading
}

/** Modules of the pose estimation; undefined before `loadHeadPoses` has ended. */
export const getPoseModules = (): PoseModules | undefined => modules

/**
 * Estimates the pose of a head in a picture of this size; undefined if it has none, or before `loadHeadPoses` has
 * ended. Tracked faces start from their last pose.
 */
export function findHeadPose(head: Head, size: { width: number; height: number }): SeenPose | undefined {
  if (!modules || !(size.width > 0 && size.height > 0)) return undefined
  const { landmarks, confidence: weights, id, variant } = head
  if (known.has(landmarks)) return known.get(landmarks)
  const camera = modules.camera.assumeCamera(size.width, size.height)
  const key = id === undefined ? undefined : `${id} ${variant}`
  const start = key === undefined ? undefined : last.get(key)
  const pose = modules.pose.estimateHeadPose(landmarks, camera, { weights, start })
  if (last.size > MAX_LAST_POSES) last.clear()
  if (key !== undefined && pose) last.set(key, pose)
  const seen = pose && { pose, camera }
  known.set(landmarks, seen)
  return seen
}
