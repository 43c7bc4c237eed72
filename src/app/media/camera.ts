import { TEXT } from '../ui/text.ts'

/** Camera of this device. */
export interface CameraDevice {
  readonly id: string
  readonly label: string
}

/** Describes why a camera did not start, for the user or in the words of another catalogue. */
export function describeCameraError(error: unknown, { media: { camera } } = TEXT): string {
  const name = error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return camera.denied
    case 'NotFoundError':
      return camera.notFound
    case 'OverconstrainedError':
      return camera.unavailable
    case 'NotReadableError':
    case 'AbortError':
      return camera.inUse
    default:
      return camera.failed(error instanceof Error ? error.message : String(error))
  }
}

/** Describes for the user why a running camera ended. */
export async function describeCameraEnd(): Promise<string> {
  switch (await readCameraPermission()) {
    case 'denied':
      return TEXT.media.camera.revoked
    case 'prompt':
      // Some browsers revoke the permission when the camera is disconnected.
      return TEXT.media.camera.revokedOrGone
    default:
      return TEXT.media.camera.disconnected
  }
}

/** Reads the camera permission; undefined if the browser does not tell. */
async function readCameraPermission(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state
  } catch {
    return undefined
  }
}

/**
 * Opens the camera with this id, or any.
 * @throws as getUserMedia
 */
export async function openCamera(id?: string): Promise<MediaStream> {
  if (!navigator.mediaDevices) {
    throw new Error(TEXT.media.camera.insecure)
  }
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: 640 },
      height: { ideal: 480 },
      ...(id ? { deviceId: { exact: id } } : { facingMode: 'user' }),
    },
  })
}

/** Lists all cameras; their labels are known once access has been granted. */
export async function listCameras(): Promise<CameraDevice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId)
    .map((device, i) => ({ id: device.deviceId, label: device.label || TEXT.media.unnamedCamera(i + 1) }))
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** Id of the camera behind a stream. */
export function getCameraId(stream: MediaStream): string | undefined {
  return stream.getVideoTracks()[0]?.getSettings().deviceId
}

/** Reports when a camera ends other than by `closeCamera`, and when it stops or resumes sending images. */
export function watchCamera(
  stream: MediaStream,
  { ended, muted, unmuted }: Readonly<Record<'ended' | 'muted' | 'unmuted', () => void>>,
): void {
  const track = stream.getVideoTracks()[0]!
  track.addEventListener('ended', ended)
  track.addEventListener('mute', muted)
  track.addEventListener('unmute', unmuted)
}

/**
 * Creates a video element that plays a stream.
 * @throws as its `play`
 */
export async function playStream(stream: MediaStream): Promise<HTMLVideoElement> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  await video.play()
  return video
}
