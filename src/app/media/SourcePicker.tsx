import { FilePicker } from '../ui/FilePicker.tsx'
import { openFile } from './open-file.ts'
import { SampleButton } from './SampleButton.tsx'
import { PORTRAITS, SAMPLES } from './samples.ts'
import type { AppState } from '../state/state.ts'
import type { AppController } from '../state/app-controller.ts'
import { TEXT } from '../ui/text.ts'
import controlsStyles from '../ui/controls.module.css'
import pictureStyles from '../canvas/picture.module.css'

interface Props {
  readonly app: AppController
  readonly state: AppState
  /** True if the samples are offered here even while there is no picture. */
  readonly offersSamples?: boolean
}

/** Buttons for the camera, a photo and the samples. */
export function SourcePicker({ app, state, offersSamples }: Props) {
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
      {(offersSamples || picture !== 'none') && (
        <div className={pictureStyles.strip} role="group" aria-label={TEXT.media.samplePhotos}>
          {[...PORTRAITS, ...SAMPLES].map((sample) => (
            <SampleButton key={sample.label} app={app} sample={sample} />
          ))}
        </div>
      )}
    </>
  )
}
