import { SAMPLES } from './samples.ts'
import type { Studio } from '../state/studio.ts'

/** Over a picture that is not there yet: how to get one. */
export function Start({ studio }: { readonly studio: Studio }) {
  return (
    <div className="start">
      <p>Start a camera, choose a photo, drop or paste one anywhere, or try a sample:</p>
      <div className="samples">
        {SAMPLES.map(({ url, label }) => (
          <button key={url} type="button" onClick={() => void studio.openSample(url)}>
            <img src={url} alt={`Sample: ${label}`} />
          </button>
        ))}
      </div>
    </div>
  )
}
