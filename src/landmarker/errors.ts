/** Machine-readable cause of an error; the message tells people what happened and what to do. */
export type LandmarkerErrorCode = 'environment' | 'backend' | 'weights' | 'detector' | 'source' | 'disposed'

/** Error thrown by the landmarker. */
export class LandmarkerError extends Error {
  readonly code: LandmarkerErrorCode

  constructor(code: LandmarkerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LandmarkerError'
    this.code = code
  }
}

/** Gets the message of any thrown value. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
