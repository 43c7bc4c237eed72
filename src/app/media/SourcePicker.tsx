import { FilePicker } from '../ui/FilePicker.tsx'
import { SAMPLES } from './samples.ts'
import type { AppState } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'

/** Where the picture comes from: the camera, a photo of one's own, or a sample. */
export function SourcePicker({ app, state }: { readonly app: AppController; readonly state: AppState }) {
  const { picture, camera } = state
  const live = picture === 'camera'
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="primary"
          onClick={() => (live ? app.close() : void app.startCamera(camera))}
        >
          {live ? 'Stop camera' : 'Start camera'}
        </button>
        <FilePicker
          label="Choose photo"
          name="Photo"
          accept="image/*"
          onChoose={([photo]) => void app.openPhoto(photo, photo.name)}
        />
      </div>
      {picture !== 'none' && (
        <div className="strip" role="group" aria-label="Sample photos">
          {SAMPLES.map(({ url, label }) => (
            <button key={url} type="button" onClick={() => void app.openSample(url)}>
              <img src={url} alt={`Sample: ${label}`} />
            </button>
          ))}
        </div>
      )}
    </>
  )
}
