import { describe, expect, it } from 'vitest'
import type { Detection } from '../../src/geometry/square.ts'
import type { FaceFinder, PhotoSearch } from '../../src/landmarker/detection/face-finder.ts'
import type { RoiResult } from '../../src/landmarker/result.ts'
import type { ImageSource } from '../../src/landmarker/source.ts'
import { Pipeline, type CascadeEngine, type DetectRequest } from '../../src/landmarker/worker/pipeline.ts'

const PHOTO = {} as ImageSource

function createDetection(size: number): Detection {
  return {
    centre: [10 * size, 100],
    size,
    eyes: [
      [0, 0],
      [1, 0],
    ],
    model: 'short',
    score: 0.9,
  }
}

/** A pipeline whose networks find faces of these sizes real, and a search that ends at its limit if it may. */
function createPipeline(sizes: readonly number[], isReal: (size: number) => boolean, endsEarly = true) {
  const searches: (number | undefined)[] = []
  let runs = 0
  const finder: FaceFinder = {
    takesPixels: true,
    detect(_source, { maxFaces }: PhotoSearch) {
      searches.push(maxFaces)
      return Promise.resolve(sizes.slice(0, endsEarly ? maxFaces : undefined).map(createDetection))
    },
    startVideo: () => {
      throw new Error('this is a photo')
    },
    dispose: () => undefined,
  }
  const engine: CascadeEngine = {
    cutsPixels: true,
    run(_source, rois) {
      runs += rois.length
      const faces = rois.map(({ id, square }): RoiResult => {
        const isFace = sizes.some((size) => isReal(size) && Math.abs(square.centre[0] - 10 * size) < 5)
        return {
          id,
          square,
          stage1: undefined,
          landmarks: [],
          variants: {},
          confidences: {},
          presence: isFace ? 1 : 0,
        }
      })
      return Promise.resolve({ faces, times: { stage1: 1, stage2: 2, variants: { lite: 2 } } })
    },
  }
  const request = (maxFaces: number): DetectRequest => ({
    maxFaces,
    minPresence: 0.5,
    range: 'both',
    stages: 2,
    stage1Passes: 2,
  })
  const pipeline = new Pipeline(engine, finder)
  return {
    searches,
    countRuns: () => runs,
    detect: async (maxFaces: number) => {
      const { faces, times } = await pipeline.detect(PHOTO, request(maxFaces))
      return { sizes: faces.map(({ detection }) => detection.size), times }
    },
  }
}

describe('faces of a photo', () => {
  it('are the largest', async () => {
    const pipeline = createPipeline([90, 60, 30], () => true)
    expect((await pipeline.detect(2)).sizes).toEqual([90, 60])
    expect(pipeline.searches).toEqual([2])
    expect(pipeline.countRuns()).toBe(2)
  })

  it('are those of smaller detections where a larger one is no face', async () => {
    const pipeline = createPipeline([90, 60, 30], (size) => size < 90, false)
    const { sizes, times } = await pipeline.detect(1)
    expect(sizes).toEqual([60])
    expect(times).toMatchObject({ stage1: 2, stage2: 4, variants: { lite: 4 } })
    expect(pipeline.searches).toEqual([1])
  })

  it('are searched again where the search ended at detections that are no faces', async () => {
    const pipeline = createPipeline([90, 60, 30], (size) => size < 90)
    expect((await pipeline.detect(1)).sizes).toEqual([60])
    expect(pipeline.searches).toEqual([1, Infinity])
  })

  it('are none where no detection is one, after two searches at most', async () => {
    const pipeline = createPipeline([90, 60], () => false)
    expect((await pipeline.detect(1)).sizes).toEqual([])
    expect(pipeline.searches).toEqual([1, Infinity])
    const all = createPipeline([90, 60], () => false, false)
    expect((await all.detect(5)).sizes).toEqual([])
    expect(all.searches).toEqual([5])
  })
})
