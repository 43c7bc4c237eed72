/** Frame of a video. Whoever takes it closes it. */
export interface VideoFileFrame {
  readonly frame: VideoFrame | ImageBitmap
  /** Start of the frame in seconds, as the file says. */
  readonly timestampSeconds: number
  /** Time until the next frame in seconds, as the file says; 0 if it does not. */
  readonly durationSeconds: number
}

/** Decodes the frames of a video as they are to be shown: turned, and with square pixels. */
export interface FrameSource {
  /** Decodes each frame once in the order of their times, from the one that is shown at `start` on. */
  readFrames(start: number): AsyncGenerator<VideoFileFrame, void>
  /** Decodes the frame that is shown at a time; undefined before the first. */
  readFrame(seconds: number): Promise<VideoFileFrame | undefined>
  close(): void
}
