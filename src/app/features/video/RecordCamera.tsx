import { useCallback, useEffect, useRef, useState } from 'react'
import { describeCameraError } from '../../media/camera.ts'
import { openAndAnalyse } from '../../media/open-file.ts'
import { formatDuration } from '../../ui/format.ts'
import { TEXT } from '../../ui/text.ts'
import { CameraRecording, MAX_RECORDING_MS } from './camera-recording.ts'
import controlsStyles from '../../ui/controls.module.css'
import videoStyles from './video.module.css'

interface Props {
  readonly onClose: () => void
  readonly onError: (message: string) => void
}

/** Name of a recording made now, which its table gets too: camera-2026-01-31-120000. */
function createName(): string {
  const now = new Date()
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()]
  const pad = (value: number) => String(value).padStart(2, '0')
  return `camera-${date.map(pad).join('-')}-${time.map(pad).join('')}`
}

/** Records the camera into memory and analyses the recording as a video. Closing it closes the camera. */
export function RecordCamera({ onClose, onError }: Props) {
  const [recording, setRecording] = useState<CameraRecording>()
  const [startedAt, setStartedAt] = useState<number>()
  const [elapsedMs, setElapsedMs] = useState(0)
  const preview = useRef<HTMLVideoElement>(null)
  const callbacks = useRef({ onClose, onError })
  useEffect(() => {
    callbacks.current = { onClose, onError }
  })

  useEffect(() => {
    let isClosed = false
    let opened: CameraRecording | undefined
    CameraRecording.open().then(
      (camera) => {
        if (isClosed) return camera.cancel()
        opened = camera
        setRecording(camera)
      },
      (error: unknown) => {
        if (isClosed) return
        callbacks.current.onError(describeCameraError(error))
        callbacks.current.onClose()
      },
    )
    return () => {
      isClosed = true
      opened?.cancel()
    }
  }, [])

  useEffect(() => {
    if (preview.current && recording) preview.current.srcObject = recording.stream
  }, [recording])

  const finish = useCallback(async () => {
    const file = await recording?.finish(createName())
    callbacks.current.onClose()
    if (file) await openAndAnalyse(file)
    else callbacks.current.onError(TEXT.video.nothingRecorded)
  }, [recording])

  useEffect(() => {
    if (startedAt === undefined) return
    const timer = setInterval(() => {
      const elapsed = performance.now() - startedAt
      setElapsedMs(elapsed)
      if (elapsed < MAX_RECORDING_MS) return
      clearInterval(timer)
      void finish()
    }, 250)
    return () => clearInterval(timer)
  }, [startedAt, finish])

  const start = () => {
    recording?.start(() => void finish())
    setStartedAt(performance.now())
  }
  const isRecording = startedAt !== undefined
  return (
    <div className={videoStyles.recording}>
      <video
        ref={preview}
        className={videoStyles.preview}
        muted
        autoPlay
        playsInline
        aria-label={TEXT.video.preview}
      />
      <p role="status" aria-live={isRecording ? 'off' : 'polite'}>
        {isRecording
          ? TEXT.video.recording(formatDuration(elapsedMs), formatDuration(MAX_RECORDING_MS))
          : recording
            ? TEXT.video.recordHint
            : `${TEXT.media.startingCamera} …`}
      </p>
      <div className={videoStyles.recordButtons}>
        {isRecording ? (
          <button type="button" className={controlsStyles.primary} onClick={() => void finish()}>
            {TEXT.video.stopAndAnalyse}
          </button>
        ) : (
          <button type="button" className={controlsStyles.primary} disabled={!recording} onClick={start}>
            {TEXT.video.startRecording}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {TEXT.video.cancel}
        </button>
      </div>
    </div>
  )
}
