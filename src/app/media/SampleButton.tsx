import { TEXT } from '../ui/text.ts'
import { mediaSources } from './media-sources.ts'
import type { Sample } from './samples.ts'

/** Button with a thumbnail that opens a sample. */
export function SampleButton({ sample }: { readonly sample: Sample }) {
  const { thumbnail, label } = sample
  return (
    <button
      type="button"
      aria-label={TEXT.media.sample(label)}
      onClick={() => void mediaSources.openSample(sample)}
    >
      <img src={thumbnail} alt="" />
    </button>
  )
}
