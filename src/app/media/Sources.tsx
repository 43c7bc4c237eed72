import { FilePicker } from '../ui/FilePicker.tsx'
import { SAMPLES } from './samples.ts'
import type { StudioState } from '../state/state.ts'
import type { Studio } from '../state/studio.ts'

/** Where the picture comes from: the camera, a photo of one's own, or a sample. */
export function Sources({ studio, state }: { readonly studio: Studio; readonly state: StudioState }) {
  const { picture, camera } = state
  const live = picture === 'camera'
  return (
    <>
      <div className="actions">
        <button
          type="button"
          className="primary"
          onClick={() => (live ? studio.close() : void studio.startCamera(camera))}
        >
          {live ? 'Stop camera' : 'Start camera'}
        </button>
        <FilePicker
          label="Choose photo"
          name="Photo"
          accept="image/*"
          onChoose={([photo]) => void studio.openPhoto(photo, photo.name)}
        />
      </div>
      {picture !== 'none' && (
        <div className="strip" role="group" aria-label="Sample photos">
          {SAMPLES.map(({ url, label }) => (
            <button key={url} type="button" onClick={() => void studio.openSample(url)}>
              <img src={url} alt={`Sample: ${label}`} />
            </button>
          ))}
        </div>
      )}
    </>
  )
}
