/** What went wrong, for code; the message says it for people, with what to do. */
export type LandmarkerErrorCode = 'backend' | 'weights' | 'detector' | 'source' | 'disposed'

/** Every error that the landmarker throws on purpose. */
export class LandmarkerError extends Error {
  readonly code: LandmarkerErrorCode

  constructor(code: LandmarkerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LandmarkerError'
    this.code = code
  }
}

/** The message of anything thrown. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
