import type { Point } from '../../../geometry/point.ts'
import { getLibraryUrl } from './library-url.ts'
import { createAnimationLoop } from './animation-loop.ts'
import type { LibraryAdapter } from './library-adapter.ts'

interface Net {
  loadFromUri(folder: string): Promise<void>
  readonly isLoaded: boolean
}

interface LandmarkNet extends Net {
  detectLandmarks(face: HTMLCanvasElement): Promise<unknown>
}

interface FaceApiResult {
  readonly landmarks: { readonly positions: readonly { readonly x: number; readonly y: number }[] }
}

interface Task<T> {
  withFaceLandmarks(tiny: boolean): Promise<T>
}

type Input = HTMLCanvasElement | HTMLVideoElement

/** Part of @vladmandic/face-api that is used here. */
interface FaceApi {
  readonly tf: {
    setWasmPaths(folder: string): void
    setBackend(name: string): Promise<boolean>
    ready(): Promise<void>
    env(): { readonly flagRegistry: object; set(flag: string, value: boolean): void }
  }
  readonly nets: {
    readonly tinyFaceDetector: Net
    readonly ssdMobilenetv1: Net
    readonly faceLandmark68Net: LandmarkNet
    readonly faceLandmark68TinyNet: LandmarkNet
  }
  readonly Rect: new (x: number, y: number, width: number, height: number) => object
  readonly TinyFaceDetectorOptions: new (options?: { inputSize: number }) => object
  readonly SsdMobilenetv1Options: new () => object
  extractFaces(image: Input, boxes: readonly object[]): Promise<HTMLCanvasElement[]>
  detectSingleFace(image: Input, options: object): Task<FaceApiResult | undefined>
  detectAllFaces(image: Input, options: object): Task<FaceApiResult[]>
}

/** Side of the box around a face, in sides of the landmarks' square. */
const BOX_SIDES = 1.1

let api: FaceApi
let tiny = false

const toPoints = ({ landmarks }: FaceApiResult) => landmarks.positions.map(({ x, y }): Point => [x, y])
const model = getLibraryUrl('face-api', 'model/')
const net = () => (tiny ? api.nets.faceLandmark68TinyNet : api.nets.faceLandmark68Net)

/** Detector input size for the camera; its documentation recommends 128 or 160. */
const CAMERA_OPTIONS = { inputSize: 160 }

async function find(image: Input, options?: typeof CAMERA_OPTIONS) {
  const detector = new api.TinyFaceDetectorOptions(options)
  const found = await api.detectSingleFace(image, detector).withFaceLandmarks(tiny)
  return found && toPoints(found)
}

/**
 * Adapter of @vladmandic/face-api with its tiny detector, the faster of its two. For the NME faces are found by its
 * default detector, SSD MobileNet.
 */
export const adapter: LibraryAdapter = {
  async start({ variant, backend }) {
    api = (await import(/* @vite-ignore */ getLibraryUrl('face-api', 'dist/face-api.esm.js'))) as FaceApi
    tiny = variant === 'tiny'
    if (backend === 'wasm') api.tf.setWasmPaths(getLibraryUrl('wasm'))
    if (!(await api.tf.setBackend(backend))) throw new Error(`${backend} did not start`)
    await api.tf.ready()
    // As in its example, if the backend has the flag.
    const flag = 'CANVAS2D_WILL_READ_FREQUENTLY'
    if (flag in api.tf.env().flagRegistry) api.tf.env().set(flag, true)
    await api.nets.tinyFaceDetector.loadFromUri(model)
    await net().loadFromUri(model)
  },

  follow: createAnimationLoop((video) => find(video, CAMERA_OPTIONS)),

  async landmarks(image, { centre, side }) {
    const half = (BOX_SIDES * side) / 2
    const box = new api.Rect(centre[0] - half, centre[1] - half, 2 * half, 2 * half)
    const [face] = await api.extractFaces(image, [box])
    if (!face) throw new Error('face-api cut no face out')
    return net().detectLandmarks(face)
  },

  detect: (image) => find(image),

  async faces(image) {
    if (!api.nets.ssdMobilenetv1.isLoaded) await api.nets.ssdMobilenetv1.loadFromUri(model)
    const found = await api.detectAllFaces(image, new api.SsdMobilenetv1Options()).withFaceLandmarks(tiny)
    return found.map(toPoints)
  },
}
