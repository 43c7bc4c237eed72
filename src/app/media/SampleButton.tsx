import { TEXT } from '../ui/text.ts'
import { mediaSources } from './media-sources.ts'
import type { Sample } from './samples.ts'

/** Button with a thumbnail that opens a sample. */
export function SampleButton({ sample }: { readonly sample: Sample }) {
  const { url, label, part } = sample
  return (
    <button
      type="button"
      aria-label={TEXT.media.sample(label)}
      onClick={() => void mediaSources.openSample(sample)}
    >
      {part ? (
        <svg viewBox={`${part.x} ${part.y} ${part.width} ${part.height}`} aria-hidden="true">
          <image href={url} width={part.photo.width} height={part.photo.height} />
        </svg>
      ) : (
        <img src={url} alt="" />
      )}
    </button>
  )
}
