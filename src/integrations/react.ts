// Entry point `wingmark/react`.
export { LandmarkedVideo, type LandmarkedVideoProps } from './LandmarkedVideo.tsx'
export {
  useLandmarks,
  type LandmarksSource,
  type LandmarksState,
  type UseLandmarksOptions,
} from './use-landmarks.ts'
export type { VideoLandmarksCallbacks, VideoLandmarksOptions } from './video-landmarks.ts'
