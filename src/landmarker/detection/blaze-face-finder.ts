import type { Crop } from '../../geometry/crop.ts'
import { distance, type Point } from '../../geometry/point.ts'
import { squareOfDetection, type Detection, type Square } from '../../geometry/square.ts'
import type { BlazeFace } from '../../networks/blaze-face.ts'
import { scaleDown } from '../scale-down.ts'
import { sizeOf, type ImageSource } from '../source.ts'
import { moveFaceBox, type FaceBox } from './face-box.ts'
import { FaceDetector } from './face-detector.ts'
import { BlazeFaceVideoSearch, MIN_IMAGE_SIDE_PX, shows } from './blaze-face-video.ts'
import type { FaceFinder, PhotoSearch, Sighting, VideoSearch } from './face-finder.ts'
import { letterboxImage } from './letterbox.ts'
import { layTiles } from './tiles.ts'

/** Smallest face of a photo that is looked for if not said, as a share of the longer side: four tiles. */
const SMALLEST_PHOTO_FACE = 60 / 640

/** Longest side of the picture in which a photo's faces are looked for: it is scaled down once for all looks. */
const MAX_SEARCHED_SIDE_PX = 1024

/** Smaller faces, as a share of the longer side, are looked at again from close by. */
const CLOSE_LOOK_SHARE = 0.2

/** Least score of a small face that no close look confirms; most false faces have less. */
const MIN_UNCONFIRMED_SCORE = 0.75

/** A detection within this share of a face's side of a followed one is the same face. */
const SAME_FACE_DISTANCE = 0.45

const longerSide = ({ width, height }: { width: number; height: number }) => Math.max(width, height)
const sizeOfBox = ({ width, height }: FaceBox) => Math.max(width, height)

function toDetection(box: FaceBox): Detection {
  const [left, right] = box.keyPoints
  return { centre: box.centre, size: sizeOfBox(box), eyes: [left, right], model: 'short', score: box.score }
}

/** Finds faces with BlazeFace, in the whole image and in tiles of it. */
export class BlazeFaceFinder implements FaceFinder {
  readonly #network: BlazeFace
  readonly #detector: FaceDetector

  /** Takes the network over: `dispose` disposes it too. */
  constructor(network: BlazeFace) {
    this.#network = network
    this.#detector = new FaceDetector(network)
  }

  async detect(source: ImageSource, { range, smallestFace }: PhotoSearch): Promise<Detection[]> {
    const { width, height } = sizeOf(source)
    if (Math.min(width, height) < MIN_IMAGE_SIDE_PX) return []
    const smallest = smallestFace ?? (range === 'both' ? SMALLEST_PHOTO_FACE : 1)
    // Smaller faces need more pixels.
    const looked = scaleDown(source, MAX_SEARCHED_SIDE_PX * Math.max(1, SMALLEST_PHOTO_FACE / smallest))
    const size = sizeOf(looked)
    const scale = width / size.width
    const looks = [
      letterboxImage(size.width, size.height),
      ...layTiles(size.width, size.height, smallest * longerSide(size)),
    ]
    const boxes = await this.#detector.detect(looked, looks)
    const close = CLOSE_LOOK_SHARE * longerSide(size)
    const faces = await this.#confirm(looked, boxes, (box) => sizeOfBox(box) < close)
    const toPhoto = ([x, y]: Point): Point => [x * scale, y * scale]
    return faces.map((face) => toDetection(moveFaceBox(face, scale, toPhoto))).sort((p, q) => q.size - p.size)
  }

  startVideo(): VideoSearch {
    return new BlazeFaceVideoSearch((source, looks, known) => this.#see(source, looks, known))
  }

  dispose(): void {
    this.#network.dispose()
  }

  /** Looks at parts of a frame; at small faces that are not known yet twice. */
  async #see(source: ImageSource, looks: readonly Crop[], known: readonly Square[]): Promise<Sighting> {
    const boxes = await this.#detector.detect(source, looks)
    const close = CLOSE_LOOK_SHARE * longerSide(sizeOf(source))
    const isKnown = (box: FaceBox) => {
      const square = squareOfDetection(toDetection(box))
      return known.some(
        ({ centre, side }) =>
          distance(centre, square.centre) < SAME_FACE_DISTANCE * Math.max(side, square.side),
      )
    }
    const faces = await this.#confirm(source, boxes, (box) => sizeOfBox(box) < close && !isKnown(box))
    return {
      detections: faces.map(toDetection).sort((p, q) => q.size - p.size),
      covers: (square) => looks.some((look) => shows(look, square)),
    }
  }

  /**
   * Looks at the faces that `isSmall` names again from close by, where box and eyes become several times better.
   * Those that are not seen there stay as they were if their score is high, else they are no faces.
   */
  async #confirm(
    source: ImageSource,
    boxes: readonly FaceBox[],
    isSmall: (box: FaceBox) => boolean,
  ): Promise<FaceBox[]> {
    const small = boxes.filter(isSmall)
    if (small.length === 0) return boxes.slice()
    const closer = await this.#detector.lookCloser(source, small)
    const faces = boxes.flatMap((box) => {
      const i = small.indexOf(box)
      if (i < 0) return box
      return closer[i] ?? (box.score >= MIN_UNCONFIRMED_SCORE ? box : [])
    })
    return withoutDoubles(faces)
  }
}

/** Boxes that close looks have moved onto one face: the first stays. */
function withoutDoubles(boxes: readonly FaceBox[]): FaceBox[] {
  const kept: FaceBox[] = []
  for (const box of boxes) {
    const isDouble = kept.some(
      (other) => distance(other.centre, box.centre) < 0.4 * Math.max(sizeOfBox(other), sizeOfBox(box)),
    )
    if (!isDouble) kept.push(box)
  }
  return kept
}
