import type { Crop } from '../../geometry/crop.ts'
import type { Point } from '../../geometry/point.ts'
import { computeDetectionSquare, type Detection, type Square } from '../../geometry/square.ts'
import type { BlazeFace } from '../../networks/blaze-face.ts'
import { isSameFace, removeDuplicates } from '../same-face.ts'
import { scaleDown } from '../scale-down.ts'
import type { CropSource } from '../pixel-image.ts'
import { getSourceSize, type ImageSource } from '../source.ts'
import { moveFaceBox, type FaceBox } from './face-box.ts'
import { FaceDetector } from './face-detector.ts'
import { BlazeFaceVideoSearch, showsFace } from './blaze-face-video.ts'
import {
  CLOSE_LOOK_SHARE,
  MIN_IMAGE_SIDE_PX,
  type FaceFinder,
  type PhotoSearch,
  type SearchResult,
  type VideoSearch,
} from './face-finder.ts'
import { letterboxImage } from './letterbox.ts'
import { mergeLooks } from './merge.ts'
import { createTiles, MIN_FACE_SHARE } from './tiles.ts'

/** Default for the smallest face of a photo, as a share of the longer side; needs four tiles. */
const SMALLEST_PHOTO_FACE_SHARE = 60 / 640

/** Maximum side of the image that is searched; larger photos are scaled down once for all looks. */
const MAX_SEARCHED_SIDE_PX = 1024

/** Minimum score of a small face that its close look does not confirm; most false detections have less. */
const MIN_UNCONFIRMED_SCORE = 0.75

const getLongerSide = ({ width, height }: { width: number; height: number }) => Math.max(width, height)
const getBoxSize = ({ width, height }: FaceBox) => Math.max(width, height)

function toDetection(box: FaceBox): Detection {
  const eyes = [box.keyPoints[0]!, box.keyPoints[1]!] as const
  return { centre: box.centre, size: getBoxSize(box), eyes, model: 'short', score: box.score }
}

/** Finds faces with BlazeFace in the whole image and in tiles of it. */
export class BlazeFaceFinder implements FaceFinder {
  readonly takesPixels = true
  readonly #network: BlazeFace
  readonly #detector: FaceDetector

  /** Takes ownership of the network, which `dispose` disposes. */
  constructor(network: BlazeFace) {
    this.#network = network
    this.#detector = new FaceDetector(network)
  }

  async detect(
    source: ImageSource,
    { range, smallestFace, maxFaces = Infinity }: PhotoSearch,
    signal?: AbortSignal,
  ): Promise<Detection[]> {
    const { width, height } = getSourceSize(source)
    if (Math.min(width, height) < MIN_IMAGE_SIDE_PX) return []
    const smallest = smallestFace ?? (range === 'both' ? SMALLEST_PHOTO_FACE_SHARE : 1)
    // A smaller minimum face needs more pixels.
    const searched = scaleDown(
      source,
      MAX_SEARCHED_SIDE_PX * Math.max(1, SMALLEST_PHOTO_FACE_SHARE / smallest),
    )
    const size = getSourceSize(searched)
    const scale = width / size.width
    const longer = getLongerSide(size)
    const looks = await this.#detector.look(searched, [letterboxImage(size.width, size.height)], signal)
    // Larger faces would be visible in the whole image too, so tiles are not needed for the largest ones.
    const isSafe = (box: FaceBox) =>
      getBoxSize(box) >= MIN_FACE_SHARE * longer && box.score >= MIN_UNCONFIRMED_SCORE
    const safe = looks[0]!.boxes.filter(isSafe)
    const isEnough = safe.length >= maxFaces
    if (!isEnough) {
      const tiles = createTiles(size.width, size.height, smallest * longer)
      looks.push(...(await this.#detector.look(searched, tiles, signal)))
    }
    const boxes = isEnough ? safe : mergeLooks(looks)
    const close = CLOSE_LOOK_SHARE * longer
    const isSmall = (box: FaceBox) => getBoxSize(box) < close
    const faces = Number.isFinite(maxFaces)
      ? await this.#confirmLargest(searched, boxes, isSmall, maxFaces)
      : await this.#confirmSmallFaces(searched, boxes, isSmall)
    const toPhoto = ([x, y]: Point): Point => [x * scale, y * scale]
    return listDetections(faces.map((face) => moveFaceBox(face, scale, toPhoto)))
  }

  startVideo(isClip: boolean): VideoSearch {
    return new BlazeFaceVideoSearch((source, looks, known) => this.#searchFrame(source, looks, known), isClip)
  }

  dispose(): void {
    this.#network.dispose()
  }

  /** Searches parts of a frame; small faces that are not tracked yet are confirmed by a close look. */
  async #searchFrame(
    source: CropSource,
    looks: readonly Crop[],
    known: readonly Square[],
  ): Promise<SearchResult> {
    const boxes = await this.#detector.detect(source, looks)
    const close = CLOSE_LOOK_SHARE * getLongerSide(getSourceSize(source))
    const isKnown = (box: FaceBox) => {
      const square = computeDetectionSquare(toDetection(box))
      return known.some((other) => isSameFace(other, square))
    }
    const faces = await this.#confirmSmallFaces(
      source,
      boxes,
      (box) => getBoxSize(box) < close && !isKnown(box),
    )
    return {
      detections: listDetections(faces),
      covers: (square) => looks.some((look) => showsFace(look, square)),
    }
  }

  /** Like `#confirmSmallFaces`, but ends when it has `maxFaces` of the largest faces. */
  async #confirmLargest(
    source: CropSource,
    boxes: readonly FaceBox[],
    isSmall: (box: FaceBox) => boolean,
    maxFaces: number,
  ): Promise<FaceBox[]> {
    const largestFirst = boxes.toSorted((p, q) => getBoxSize(q) - getBoxSize(p))
    let faces: FaceBox[] = []
    for (let next = 0; next < largestFirst.length && faces.length < maxFaces;) {
      const batch = largestFirst.slice(next, next + maxFaces - faces.length)
      const confirmed = await this.#confirmSmallFaces(source, batch, isSmall)
      faces = removeDuplicates([...faces, ...confirmed], getBoxSize)
      next += batch.length
    }
    return faces
  }

  /**
   * Detects the faces that `isSmall` selects again in a close look, which makes box and eyes several times more
   * accurate. Faces that are not found there are kept if their score is high, else removed.
   */
  async #confirmSmallFaces(
    source: CropSource,
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
    // A close look can move a box onto the face of an earlier one.
    return removeDuplicates(faces, getBoxSize)
  }
}

/** Converts boxes to detections, largest first. */
function listDetections(boxes: readonly FaceBox[]): Detection[] {
  return boxes.map(toDetection).sort((p, q) => q.size - p.size)
}
