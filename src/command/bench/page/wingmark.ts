import { createLandmarker, type Landmarker } from '../../../landmarker/landmarker.ts'
import type { Participant } from './participant.ts'

let landmarker: Landmarker | undefined

function started(): Landmarker {
  if (!landmarker) throw new Error('start comes first')
  return landmarker
}

/** This project. */
export const participant: Participant = {
  async start({ variant, backend }) {
    landmarker = await createLandmarker({ variant, backend })
    const { name, reason } = landmarker.backend
    if (name !== backend) throw new Error(`${backend} did not start: ${reason}`)
    await landmarker.warmUp()
  },

  follow(video, seen, failed) {
    const options = { maxFaces: 1, onError: failed }
    const tracking = started().track(video, ({ faces }) => seen(faces.at(0)?.landmarks), options)
    return () => tracking.stop()
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
