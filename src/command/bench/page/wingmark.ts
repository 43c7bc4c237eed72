import type * as Package from '../../../landmarker/package.ts'
import { getLibraryUrl } from './library-url.ts'
import { FrameClock } from './frame-clock.ts'
import type { LibraryAdapter } from './library-adapter.ts'

let landmarker: Package.Landmarker | undefined

function started(): Package.Landmarker {
  if (!landmarker) throw new Error('start comes first')
  return landmarker
}

/** This project as its package, of this tree or of an earlier commit. */
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
    const tracking = started().track(
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

  landmarks: (image, face) => started().landmarks(image, [face]),

  async detect(image) {
    const { faces } = await started().detect(image, { maxFaces: 1 })
    return faces.at(0)?.landmarks
  },

  async faces(image) {
    const { faces } = await started().detect(image)
    return faces.map(({ landmarks }) => landmarks)
  },
}
