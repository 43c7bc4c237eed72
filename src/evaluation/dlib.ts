import type { Point } from '../geometry/point.ts'
import type { AnnotatedImage, AnnotatedShape } from './annotated-image.ts'
import { describeInvalidCoordinates } from './coordinates.ts'
import { truncateName, FormatError } from './format-error.ts'

interface Tag {
  readonly closing: boolean
  readonly name: string
  /** Text between the tag's name and its closing bracket: the attributes. */
  readonly body: string
}

const TAG_START = /<(?:!--|(\/?)(image|box|part)\b)/g
const ATTRIBUTE = /\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Finds a tag's closing bracket outside quotes; -1 if the text ends before it. */
function findTagEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const letter = text[at]
    if (letter === '>') return at
    if (letter === '"' || letter === "'") {
      at = text.indexOf(letter, at + 1)
      if (at < 0) break
    }
  }
  return -1
}

/**
 * Scans for image, box and part tags in one pass over the characters. A regular expression for a whole tag would
 * start again at each bracket of a damaged file, which takes minutes for a few megabytes.
 */
function* scanTags(text: string): Generator<Tag> {
  const start = new RegExp(TAG_START)
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const [, closing, name] = found
    const from = start.lastIndex
    const end = name ? findTagEnd(text, from) : text.indexOf('-->', from)
    if (end < 0) throw new FormatError(`it is cut off in the middle of a ${name ? 'tag' : 'comment'}`)
    if (name) yield { closing: closing === '/', name, body: text.slice(from, end) }
    start.lastIndex = end + 1
  }
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined
    if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return ENTITIES.get(name) ?? whole
  })
}

function parseAttributes(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [, key = '', double, single = ''] of text.matchAll(ATTRIBUTE))
    found[key] = decodeEntities(double ?? single)
  return found
}

const toNumber = (text = '') => (text.trim() === '' ? NaN : Number(text))

/**
 * Parses a coordinate of a part. dlib reads whole numbers only, so `formatDlib` writes the decimals to an attribute of their
 * own. They do not count if a program has moved the part and kept the attribute.
 */
function parseCoordinate(whole: string | undefined, exact: string | undefined): number {
  const rounded = toNumber(whole)
  const precise = toNumber(exact)
  return (Math.abs(precise - rounded) <= 0.5 ? precise : rounded) + 0.5
}

/** Orders points by their names, "00" to "67"; returns a sentence if any is missing or invalid. */
function collectPoints(parts: ReadonlyMap<number, Point>, expected: number): AnnotatedShape {
  if (parts.size !== expected) return `there are ${parts.size} points instead of ${expected}`
  const points = Array.from({ length: expected }, (_, i) => parts.get(i))
  if (!points.every((point) => point !== undefined)) return `its points are not named 0 to ${expected - 1}`
  return describeInvalidCoordinates(points.flat()) ?? points
}

/**
 * Parses a dlib data set (imglab's XML) into photos and faces, points in pixels of their photos. dlib's (0, 0) is
 * the centre of the first pixel, which is (0.5, 0.5) here. Boxes marked as ignored are left out.
 * @throws FormatError if the text is not such a file, is damaged or cut off.
 */
export function parseDlib(text: string, expected = 68): AnnotatedImage[] {
  const images: AnnotatedImage[] = []
  let image: { file: string; faces: AnnotatedShape[] } | undefined
  let parts: Map<number, Point> | undefined
  let ignored = false
  const endBox = () => {
    if (image && parts && !ignored) image.faces.push(collectPoints(parts, expected))
    parts = undefined
  }
  for (const { closing, name, body: rest } of scanTags(text)) {
    const attributes = closing ? {} : parseAttributes(rest)
    const empty = rest.endsWith('/')
    if (name === 'image') {
      if (!closing) {
        if (image) throw new FormatError(`it is damaged: ${truncateName(image.file)} does not end`)
        if (!attributes.file) throw new FormatError('an image in it has no file')
        image = { file: attributes.file.replaceAll('\\', '/'), faces: [] }
      }
      if (image && (closing || empty)) {
        images.push(image)
        image = undefined
        parts = undefined
      }
    } else if (name === 'box') {
      if (!closing) {
        parts = new Map()
        ignored = attributes.ignore === '1'
      }
      if (closing || empty) endBox()
    } else if (parts && !closing) {
      parts.set(toNumber(attributes.name), [
        parseCoordinate(attributes.x, attributes.exactx),
        parseCoordinate(attributes.y, attributes.exacty),
      ])
    }
  }
  if (image) throw new FormatError(`it is cut off in the middle of ${truncateName(image.file)}`)
  if (images.length === 0) throw new FormatError('it is not a dlib data set: it contains no image')
  return images
}
