/** A camera of this machine. */
export interface Camera {
  readonly id: string
  readonly label: string
}

/** What to tell people when a camera does not start. */
export function describeCameraError(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'The camera was refused. Allow it in the address bar and start it again, or use a photo.'
    case 'NotFoundError':
      return 'No camera was found. Plug one in and start again, or use a photo.'
    case 'OverconstrainedError':
      return 'The chosen camera is gone. Start again to use another one, or use a photo.'
    case 'NotReadableError':
    case 'AbortError':
      return 'The camera is in use by another program or does not answer. Close that program and start again, or use a photo.'
    default:
      return `The camera did not start: ${error instanceof Error ? error.message : String(error)} A photo works too.`
  }
}

/** While the browser or the system holds a camera's pictures back. */
export const MUTED =
  'The camera is on but sends no picture: the system, its own switch or another program holds it back. It goes on by itself when it is free, or use a photo.'

/** What to tell people when a camera that ran has ended, other than by this page. */
export async function describeCameraEnd(): Promise<string> {
  switch (await readCameraPermission()) {
    case 'denied':
      return 'This page may not use the camera any more. Allow it in the address bar and start it again, or use a photo.'
    case 'prompt':
      // Some browsers forget a permission with the camera that it was for.
      return 'The permission to use the camera was taken back, or the camera went away. Start it again and allow it, or use a photo.'
    default:
      return 'The camera went away. Plug it in and start it again, or use a photo.'
  }
}

/** Whether the page may use cameras; undefined in a browser that does not tell. */
async function readCameraPermission(): Promise<PermissionState | undefined> {
  try {
    return (await navigator.permissions.query({ name: 'camera' })).state
  } catch {
    return undefined
  }
}

/** Opens a camera, any one without an id. Rejects as getUserMedia does. */
export async function openCamera(id?: string): Promise<MediaStream> {
  if (!navigator.mediaDevices) {
    throw new Error(
      'This page was not opened over https or from localhost, so the browser gives it no camera.',
    )
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

/** All cameras; their labels are known once one has been allowed. */
export async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter((device) => device.kind === 'videoinput' && device.deviceId)
    .map((device, i) => ({ id: device.deviceId, label: device.label || `Camera ${i + 1}` }))
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** The camera that a stream comes from. */
export function getCameraId(stream: MediaStream): string | undefined {
  return stream.getVideoTracks()[0].getSettings().deviceId
}

/** Tells when a camera ends other than by `closeCamera`, holds its pictures back, or shows them again. */
export function watchCamera(
  stream: MediaStream,
  { ended, muted, unmuted }: Readonly<Record<'ended' | 'muted' | 'unmuted', () => void>>,
): void {
  const [track] = stream.getVideoTracks()
  track.addEventListener('ended', ended)
  track.addEventListener('mute', muted)
  track.addEventListener('unmute', unmuted)
}

/** A video that plays the camera. Rejects as its `play` does. */
export async function playStream(stream: MediaStream): Promise<HTMLVideoElement> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  await video.play()
  return video
}
