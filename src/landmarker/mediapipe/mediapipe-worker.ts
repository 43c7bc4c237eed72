import type { Detection } from '../../geometry/square.ts'
import type { SearchRange } from '../result.ts'
import { serveCalls } from '../worker/rpc.ts'
import type { Frame } from '../source.ts'
import type { MediapipeFiles } from './files.ts'
import { MediapipeDetector } from './mediapipe-detector.ts'

let detector: MediapipeDetector | undefined

const service = {
  start: (files: MediapipeFiles): void => {
    detector = new MediapipeDetector(files)
  },

  /** Detects the faces of a frame and closes it. */
  async detect({ frame, range }: { frame: Frame; range: SearchRange }): Promise<Detection[]> {
    try {
      if (!detector) throw new Error('`start` must be called first')
      return await detector.detect(frame, range)
    } finally {
      frame.close()
    }
  },
}

export type MediapipeService = typeof service

serveCalls(self, service)
