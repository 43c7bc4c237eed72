import type { Point } from '../../../geometry/point.ts'
import { addressOf } from './library-url.ts'
import { loop } from './animation-loop.ts'
import type { Participant } from './library-adapter.ts'

interface Net {
  loadFromUri(folder: string): Promise<void>
  readonly isLoaded: boolean
}

interface LandmarkNet extends Net {
  detectLandmarks(face: HTMLCanvasElement): Promise<unknown>
}

interface Found {
  readonly landmarks: { readonly positions: readonly { readonly x: number; readonly y: number }[] }
}

interface Task<T> {
  withFaceLandmarks(tiny: boolean): Promise<T>
}

type Input = HTMLCanvasElement | HTMLVideoElement

/** What is used of @vladmandic/face-api. */
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
  detectSingleFace(image: Input, options: object): Task<Found | undefined>
  detectAllFaces(image: Input, options: object): Task<Found[]>
}

/** Side of the box around a face, in sides of the landmarks' own square. */
const BOX = 1.1

let api: FaceApi
let tiny = false

const pointsOf = ({ landmarks }: Found) => landmarks.positions.map(({ x, y }): Point => [x, y])
const model = addressOf('face-api', 'model/')
const net = () => (tiny ? api.nets.faceLandmark68TinyNet : api.nets.faceLandmark68Net)

/** Side in pixels at which the detector sees a camera; its documentation recommends 128 or 160. */
const CAMERA = { inputSize: 160 }

async function find(image: Input, options?: typeof CAMERA) {
  const detector = new api.TinyFaceDetectorOptions(options)
  const found = await api.detectSingleFace(image, detector).withFaceLandmarks(tiny)
  return found && pointsOf(found)
}

/**
 * @vladmandic/face-api with its tiny detector, the faster of its two. For the NME its default finds the
 * faces, SSD MobileNet.
 */
export const participant: Participant = {
  async start({ variant, backend }) {
    api = (await import(/* @vite-ignore */ addressOf('face-api', 'dist/face-api.esm.js'))) as FaceApi
    tiny = variant === 'tiny'
    if (backend === 'wasm') api.tf.setWasmPaths(addressOf('wasm'))
    if (!(await api.tf.setBackend(backend))) throw new Error(`${backend} did not start`)
    await api.tf.ready()
    // As its example does, where the backend knows the flag.
    const flag = 'CANVAS2D_WILL_READ_FREQUENTLY'
    if (flag in api.tf.env().flagRegistry) api.tf.env().set(flag, true)
    await api.nets.tinyFaceDetector.loadFromUri(model)
    await net().loadFromUri(model)
  },

  follow: loop((video) => find(video, CAMERA)),

  async landmarks(image, { centre, side }) {
    const half = (BOX * side) / 2
    const box = new api.Rect(centre[0] - half, centre[1] - half, 2 * half, 2 * half)
    const [face] = await api.extractFaces(image, [box])
    return net().detectLandmarks(face)
  },

  detect: (image) => find(image),

  async faces(image) {
    if (!api.nets.ssdMobilenetv1.isLoaded) await api.nets.ssdMobilenetv1.loadFromUri(model)
    const found = await api.detectAllFaces(image, new api.SsdMobilenetv1Options()).withFaceLandmarks(tiny)
    return found.map(pointsOf)
  },
}
