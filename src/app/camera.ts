/** A camera of this machine. */
export interface Camera {
  readonly id: string
  readonly label: string
}

/** What to tell people when a camera does not start. */
export function cameraSentence(error: unknown): string {
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
