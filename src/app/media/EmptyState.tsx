import { SampleButton } from './SampleButton.tsx'
import { SAMPLES } from './samples.ts'
import { TEXT } from '../ui/text.ts'
import pictureStyles from '../canvas/picture.module.css'

/** Instructions and sample photos, shown while there is no picture. */
export function EmptyState() {
  return (
    <div className={pictureStyles.emptyState}>
      <p>{TEXT.media.empty}</p>
      <div data-tour="samples" className={pictureStyles.samples}>
        {SAMPLES.map((sample) => (
          <SampleButton key={sample.label} sample={sample} />
        ))}
      </div>
    </div>
  )
}
