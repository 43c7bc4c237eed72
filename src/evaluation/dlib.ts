import type { Point } from '../geometry/point.ts'

/** A photo of a dlib data set and its faces: their points, or in a sentence what is wrong with them. */
export interface DlibImage {
  /** Path of the photo as the file says it, with slashes. */
  readonly file: string
  readonly faces: readonly (readonly Point[] | string)[]
}

const TAG = /<!--[\s\S]*?-->|<(\/?)(image|box|part)\b((?:[^"'>]|"[^"]*"|'[^']*')*)>/g
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined
    if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return ENTITIES[name] ?? whole
  })
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [, key, double, single] of text.matchAll(ATTRIBUTE)) found[key] = unescaped(double ?? single)
  return found
}

/** Points in the order of their names, "00" to "67"; a sentence if they are not all there. */
function pointsOf(parts: ReadonlyMap<number, Point>, expected: number): readonly Point[] | string {
  if (parts.size !== expected) return `there are ${parts.size} points instead of ${expected}`
  const points = Array.from({ length: expected }, (_, i) => parts.get(i))
  if (!points.every((point) => point !== undefined)) return `its points are not named 0 to ${expected - 1}`
  if (points.flat().some((value) => !Number.isFinite(value))) return 'a coordinate is not a number'
  return points
}

/**
 * The photos and faces of a data set of dlib (imglab's XML), points in pixels of their photos. dlib counts
 * pixels from 0 and means their centres, so (0, 0) there is (0.5, 0.5) here. Boxes to be ignored are left out.
 * @throws Error with a sentence if the text is not such a file or is cut off.
 */
export function parseDlib(text: string, expected = 68): DlibImage[] {
  const images: DlibImage[] = []
  let image: { file: string; faces: (readonly Point[] | string)[] } | undefined
  let parts: Map<number, Point> | undefined
  let ignored = false
  const endBox = () => {
    if (image && parts && !ignored) image.faces.push(pointsOf(parts, expected))
    parts = undefined
  }
  for (const [, closing, name, rest] of text.matchAll(TAG)) {
    if (!name) continue
    const attributes = closing ? {} : attributesOf(rest)
    const empty = rest.endsWith('/')
    if (name === 'image') {
      if (!closing) {
        if (!attributes.file) throw new Error('an image in it has no file')
        image = { file: attributes.file.replaceAll('\\', '/'), faces: [] }
      }
      if (image && (closing || empty)) {
        images.push(image)
        image = undefined
      }
    } else if (name === 'box') {
      if (!closing) {
        parts = new Map()
        ignored = attributes.ignore === '1'
      }
      if (closing || empty) endBox()
    } else if (parts && !closing) {
      parts.set(Number(attributes.name), [Number(attributes.x) + 0.5, Number(attributes.y) + 0.5])
    }
  }
  if (image) throw new Error(`it is cut off in the middle of ${image.file}`)
  if (images.length === 0) throw new Error('it is not a data set of dlib: there is no image in it')
  return images
}
