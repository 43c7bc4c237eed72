/** Extensions of the video files that `VideoFile` reads, in small letters. */
export const VIDEO_EXTENSIONS = ['.mp4', '.m4v', '.mov', '.webm', '.mkv'] as const

/** Returns true for a file's name with such an extension. */
export function hasVideoExtension(name: string): boolean {
  return VIDEO_EXTENSIONS.some((extension) => name.toLowerCase().endsWith(extension))
}
