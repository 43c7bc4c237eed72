import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes JPEG photos as a clip (Motion JPEG: one file after another) for Chromium's fake camera; returns its path. */
export function writeCameraClip(photos: readonly Buffer[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'wingmark-clip-')), 'clip.mjpeg')
  writeFileSync(file, Buffer.concat(photos))
  return file
}

/** Lists the flags with which a browser has a camera that plays a clip; pages still need the visitor's permission. */
export const listCameraFlags = (clip: string): string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${clip}`,
]
