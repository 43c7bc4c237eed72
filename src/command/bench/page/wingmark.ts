import type * as Package from '../../../package/package.ts'
import { getLibraryUrl } from './library-url.ts'
import { FrameClock } from './frame-clock.ts'
import type { LibraryAdapter } from './library-adapter.ts'

let landmarker: Package.Landmarker | undefined

function getLandmarker(): Package.Landmarker {
  if (!landmarker) throw new Error('call start first')
  return landmarker
}

/** Adapter of this project's package, of this tree or an earlier commit. */
export const adapter: LibraryAdapter = {
  async start({ variant, backend, folder, address }) {
    const script = getLibraryUrl(folder ?? '', 'wingmark.js')
    const { createLandmarker } = (await import(/* @vite-ignore */ script)) as typeof Package
    landmarker = await createLandmarker({ variant: address ?? variant, backend })
    const { name, reason } = landmarker.backend
    if (name !== backend) throw new Error(`${backend} did not start: ${reason}`)
    await landmarker.warmUp()
  },

  follow(video, seen, failed) {
    const options = { maxFaces: 1, onError: failed }
    const clock = new FrameClock(video)
    const tracking = getLandmarker().track(
      video,
      ({ faces, frame }) => {
        const moment = 'timestamp' in frame ? clock.findCaptureTime(frame.timestamp) : undefined
        seen(faces.at(0)?.landmarks, moment)
      },
      options,
    )
    return () => {
      tracking.stop()
      clock.stop()
    }
  },

  landmarks: (image, face) => getLandmarker().landmarks(image, [face]),

  async detect(image) {
    const { faces } = await getLandmarker().detect(image, { maxFaces: 1 })
    return faces.at(0)?.landmarks
  },

  async faces(image) {
    const { faces } = await getLandmarker().detect(image)
    return faces.map(({ landmarks }) => landmarks)
  },
}
