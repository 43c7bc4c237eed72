import { closeSync, openSync, writeSync } from 'node:fs'

/**
 * Writes a clip for Chromium's fake camera as Y4M, which states its frame rate; Motion JPEG is always played at 30 fps.
 * Each frame is I420 of this size.
 */
export async function writeY4m(
  file: string,
  { width, height, fps }: { readonly width: number; readonly height: number; readonly fps: number },
  frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const descriptor = openSync(file, 'w')
  try {
    writeSync(descriptor, `YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`)
    for await (const frame of frames) {
      if (frame.length !== (width * height * 3) / 2)
        throw new Error(`a frame of ${width} x ${height} cannot have ${frame.length} bytes`)
      writeSync(descriptor, 'FRAME\n')
      writeSync(descriptor, frame)
    }
  } finally {
    closeSync(descriptor)
  }
}
