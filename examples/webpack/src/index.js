import { createLandmarker, drawLandmarks } from 'wingmark'

const canvas = document.querySelector('canvas')
const status = document.querySelector('p')

async function start() {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true })
  await video.play()
  const landmarker = await createLandmarker()
  const context = canvas.getContext('2d')
  landmarker.track(video, ({ frame, faces }) => {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    context.drawImage(frame, 0, 0)
    drawLandmarks(context, faces)
    status.textContent = `Faces: ${faces.length}`
  })
}

document.querySelector('button').onclick = () =>
  start().catch((error) => {
    status.textContent = error.message
  })
