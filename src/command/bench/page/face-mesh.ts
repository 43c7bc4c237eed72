import type { Point } from '../../../geometry/point.ts'
import { getLibraryUrl } from './library-url.ts'
import { createAnimationLoop } from './animation-loop.ts'
import { MAX_COMPARED_FACES, type LibraryAdapter } from './library-adapter.ts'

interface FaceMeshResults {
  readonly image: { readonly width: number; readonly height: number }
  readonly multiFaceLandmarks?: readonly (readonly { readonly x: number; readonly y: number }[])[]
}

/** Part of @mediapipe/face_mesh that is used here. */
interface FaceMesh {
  setOptions(options: object): void
  onResults(listener: (results: FaceMeshResults) => void): void
  initialize(): Promise<void>
  reset(): void
  send(inputs: { image: HTMLCanvasElement | HTMLVideoElement }): Promise<void>
}

declare global {
  var FaceMesh: (new (config: { locateFile(name: string): string }) => FaceMesh) | undefined
}

let mesh: FaceMesh
let results: FaceMeshResults | undefined

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tag = document.createElement('script')
    tag.src = url
    tag.onload = () => resolve()
    tag.onerror = () => reject(new Error('its script could not be loaded'))
    document.head.append(tag)
  })
}

async function findAll(image: HTMLCanvasElement | HTMLVideoElement): Promise<Point[][]> {
  results = undefined
  await mesh.send({ image })
  const { width, height } = results ? (results as FaceMeshResults).image : { width: 0, height: 0 }
  const faces = (results as FaceMeshResults | undefined)?.multiFaceLandmarks ?? []
  return faces.map((face) => face.map(({ x, y }): Point => [x * width, y * height]))
}

const find = async (image: HTMLCanvasElement | HTMLVideoElement) => (await findAll(image)).at(0)

/** Loses the faces that it tracks, so that it searches the next image. */
async function resetTracking(): Promise<void> {
  await mesh.send({ image: Object.assign(document.createElement('canvas'), { width: 640, height: 480 }) })
}

let searchesAll = false

/**
 * Adapter of @mediapipe/face_mesh with the options of its example, but without irises and without the two confidences,
 * which have default values there: with them and CPU inference its WASM aborts.
 */
export const adapter: LibraryAdapter = {
  async start({ backend }) {
    await loadScript(getLibraryUrl('face-mesh', 'face_mesh.js'))
    if (!globalThis.FaceMesh) throw new Error('its script brought no FaceMesh')
    mesh = new globalThis.FaceMesh({ locateFile: (name) => getLibraryUrl('face-mesh', name) })
    mesh.onResults((found) => {
      results = found
    })
    mesh.setOptions({
      maxNumFaces: 1,
      refineLandmarks: false,
      // Undocumented, but 4 times faster without a graphics card.
      useCpuInference: backend === 'wasm',
    })
    await mesh.initialize()
  },

  follow: createAnimationLoop(find),
  // It runs its detector only when it has lost the face.
  landmarks: find,

  resetTracking,

  detect: find,

  async faces(image) {
    if (!searchesAll) mesh.setOptions({ maxNumFaces: MAX_COMPARED_FACES })
    searchesAll = true
    await resetTracking()
    return findAll(image)
  },
}
