import { StrictMode, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { BlinkDetector, measureFace } from 'wingmark'
import { LandmarkedVideo } from 'wingmark/react'

function App() {
  const [stream, setStream] = useState(null)
  const [faces, setFaces] = useState(0)
  const [blinks, setBlinks] = useState(0)
  const [problem, setProblem] = useState('')
  const detector = useRef(new BlinkDetector())

  const start = async () => setStream(await navigator.mediaDevices.getUserMedia({ video: true }))

  const count = (result) => {
    setFaces(result.faces.length)
    const [face] = result.faces
    const ratio = face && measureFace(face.landmarks)?.eyeAspectRatio.left
    if (detector.current.update(performance.now() / 1000, ratio)) setBlinks((before) => before + 1)
  }

  return (
    <>
      <button onClick={() => void start()}>Start camera</button>
      <p role="status">Faces: {faces}</p>
      <p>Blinks: {blinks}</p>
      <p role="alert">{problem}</p>
      <LandmarkedVideo
        stream={stream}
        autoPlay
        mirrored
        style={{ width: 640 }}
        onResult={count}
        onError={({ message }) => setProblem(message)}
      />
    </>
  )
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
