import { FilePicker } from '../ui/FilePicker.tsx'
import { mediaSources } from './media-sources.ts'
import { openFile } from './open-file.ts'
import { SampleButton } from './SampleButton.tsx'
import { PORTRAITS, SAMPLES } from './samples.ts'
import { useAppState } from '../state/store.ts'
import { TEXT } from '../ui/text.ts'
import controlsStyles from '../ui/controls.module.css'
import pictureStyles from '../canvas/picture.module.css'

interface Props {
  /** True if the samples are offered here even while there is no picture. */
  readonly offersSamples?: boolean
}

/** Buttons for the camera, a photo and the samples. */
export function SourcePicker({ offersSamples }: Props) {
  const picture = useAppState((state) => state.picture)
  const camera = useAppState((state) => state.camera)
  const live = picture === 'camera'
  return (
    <>
      <div className={`${controlsStyles.actions} ${controlsStyles.thumb}`} data-thumb>
        <button
          type="button"
          data-testid="camera"
          className={controlsStyles.primary}
          onClick={() => (live ? mediaSources.close() : void mediaSources.startCamera(camera))}
        >
          {live ? TEXT.media.stopCamera : TEXT.media.startCamera}
        </button>
        <FilePicker
          label={TEXT.media.choosePhoto}
          name={TEXT.media.photo}
          accept="image/*,video/*"
          onChoose={([file]) => openFile(file, file.name)}
        />
      </div>
      {(offersSamples || picture !== 'none') && (
        <div
          data-tour="samples"
          className={pictureStyles.strip}
          role="group"
          aria-label={TEXT.media.samplePhotos}
        >
          {[...PORTRAITS, ...SAMPLES].map((sample) => (
            <SampleButton key={sample.label} sample={sample} />
          ))}
        </div>
      )}
    </>
  )
}
