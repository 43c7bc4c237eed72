/** Number of a further face of a photo in the name of its .pts file: photo.face2.pts beside photo.pts. */
export const FURTHER_FACE = /\.face(\d+)$/i

/** Returns the last part of a path. */
export function getFileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Removes the extension of a file's name. */
export function removeExtension(path: string): string {
  return path.replace(/\.[^./]+$/, '')
}
