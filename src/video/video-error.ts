/**
 * Reason of a video's failure: 'file' is no video or damaged, 'picture' means that it has no picture, 'codec' that this
 * browser cannot decode it, 'size' that its picture changes size, 'end' that it ends early.
 */
export type VideoErrorCode = 'file' | 'picture' | 'codec' | 'size' | 'end'

/** A video that cannot be read, or not further; `message` is meant for the user. */
export class VideoError extends Error {
  readonly code: VideoErrorCode

  constructor(code: VideoErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'VideoError'
    this.code = code
  }
}
