'use client'

import { useState } from 'react'
import { LandmarkedVideo } from 'wingmark/react'

export default function Page() {
  const [stream, setStream] = useState(null)
  const [faces, setFaces] = useState(0)
  const [problem, setProblem] = useState('')
  const start = async () => setStream(await navigator.mediaDevices.getUserMedia({ video: true }))
  return (
    <main>
      <button onClick={() => void start()}>Start camera</button>
      <p role="status">Faces: {faces}</p>
      <p role="alert">{problem}</p>
      <LandmarkedVideo
        stream={stream}
        autoPlay
        mirrored
        style={{ width: 640 }}
        onResult={(result) => setFaces(result.faces.length)}
        onError={({ message }) => setProblem(message)}
      />
    </main>
  )
}
