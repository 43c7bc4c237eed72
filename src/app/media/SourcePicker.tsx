import { FilePicker } from '../ui/FilePicker.tsx'
import { openFile } from './open-file.ts'
import { SAMPLES } from './samples.ts'
import type { AppState } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'
import { TEXT } from '../ui/text.ts'
import controlsStyles from '../ui/controls.module.css'
import pictureStyles from '../canvas/picture.module.css'

/** Buttons for the camera, a photo and the samples. */
export function SourcePicker({ app, state }: { readonly app: AppController; readonly state: AppState }) {
  const { picture, camera } = state
  const live = picture === 'camera'
  return (
    <>
      <div className={controlsStyles.actions}>
        <button
          type="button"
          data-testid="camera"
          className={controlsStyles.primary}
          onClick={() => (live ? app.close() : void app.startCamera(camera))}
        >
          {live ? TEXT.media.stopCamera : TEXT.media.startCamera}
        </button>
        <FilePicker
          label={TEXT.media.choosePhoto}
          name={TEXT.media.photo}
          accept="image/*,video/*"
          onChoose={([file]) => openFile(app, file, file.name)}
        />
      </div>
      {picture !== 'none' && (
        <div className={pictureStyles.strip} role="group" aria-label={TEXT.media.samplePhotos}>
          {SAMPLES.map(({ url, label }) => (
            <button key={url} type="button" onClick={() => void app.openSample(url)}>
              <img src={url} alt={TEXT.media.sample(label)} />
            </button>
          ))}
        </div>
      )}
    </>
  )
}
