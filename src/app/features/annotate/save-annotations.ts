import { getFileName, removeExtension } from '../../../evaluation/paths.ts'
import type { PhotoWithFaces } from '../../../evaluation/annotated-image.ts'
import { formatCoco } from '../../../evaluation/format-coco.ts'
import { formatDlib } from '../../../evaluation/format-dlib.ts'
import { formatPts } from '../../../evaluation/format-landmarks.ts'
import { formatLjson } from '../../../evaluation/format-ljson.ts'
import { readDeclaredSize } from '../../media/photo.ts'
import type { AnnotationFormat } from '../../state/address/choices.ts'
import { download } from '../../ui/download.ts'
import { TEXT } from '../../ui/text.ts'
import type { Faces } from '../../storage/annotation-drafts.ts'
import type { AnnotatedPhoto } from './annotations.ts'

interface TextFile {
  readonly name: string
  readonly text: string
}

/** Names the .pts file of each face: photo.pts, photo.face2.pts, … */
function formatPtsFiles({ file, faces }: PhotoWithFaces): TextFile[] {
  return faces.map((points, i) => ({
    name: `${removeExtension(file)}${i > 0 ? `.face${i + 1}` : ''}.pts`,
    text: formatPts(points),
  }))
}

/** Formats the files that hold the annotations of these photos: one, or one a photo or face. */
export function formatAnnotations(photos: readonly PhotoWithFaces[], format: AnnotationFormat): TextFile[] {
  switch (format) {
    case 'pts':
      return photos.flatMap(formatPtsFiles)
    case 'ljson':
      return photos.map(({ file, faces }) => ({
        name: `${removeExtension(file)}.ljson`,
        text: formatLjson(faces),
      }))
    case 'dlib':
      return [{ name: 'annotations.xml', text: formatDlib(photos) }]
    case 'coco':
      return [{ name: 'annotations.json', text: formatCoco(photos) }]
  }
}

/** Lists the photos whose faces are known. */
export function listSavable(photos: readonly AnnotatedPhoto[]): readonly AnnotatedPhoto[] {
  return photos.filter(({ faces, failure }) => faces !== undefined && failure === undefined)
}

/** Formats that state the size of each photo. */
const WITH_SIZE: readonly AnnotationFormat[] = ['dlib', 'coco']

/** Adds what a format states of a photo. @throws Error for the user if the photo cannot be read. */
async function describePhoto(
  { source, faces = [] }: AnnotatedPhoto,
  format: AnnotationFormat,
): Promise<PhotoWithFaces> {
  const file = source.path
  if (!WITH_SIZE.includes(format)) return { file, width: 0, height: 0, faces }
  const photo = await source.open().catch(() => undefined)
  const size = photo && (await readDeclaredSize(photo))
  if (!size) throw new Error(TEXT.annotate.unreadable(file))
  return { file, ...size, faces }
}

/**
 * Saves the faces of all photos for which they are known: one file if that is all there is, else a zip. Returns what was
 * saved of each.
 * @throws Error for the user
 */
export async function saveAnnotations(
  photos: readonly AnnotatedPhoto[],
  format: AnnotationFormat,
): Promise<{ readonly name: string; readonly saved: ReadonlyMap<string, Faces> }> {
  const savable = listSavable(photos)
  const described: PhotoWithFaces[] = []
  for (const photo of savable) described.push(await describePhoto(photo, format))
  const files = formatAnnotations(described, format)
  const saved = new Map(savable.map(({ source, faces = [] }) => [source.path, faces]))
  const [file, ...others] = files
  if (!file) throw new Error(TEXT.annotate.nothingToSave)
  if (others.length === 0) {
    const name = getFileName(file.name)
    download(new Blob([file.text], { type: 'text/plain' }), name)
    return { name, saved }
  }
  const { packZip } = await import('../../storage/pack-zip.ts')
  const name = `annotations-${format}.zip`
  download(await packZip(files), name)
  return { name, saved }
}
