import { SAMPLES } from './samples.ts'
import type { AppController } from '../state/app-controller.ts'

/** Over a picture that is not there yet: how to get one. */
export function EmptyState({ app }: { readonly app: AppController }) {
  return (
    <div className="start">
      <p>EmptyState a camera, choose a photo, drop or paste one anywhere, or try a sample:</p>
      <div className="samples">
        {SAMPLES.map(({ url, label }) => (
          <button key={url} type="button" onClick={() => void app.openSample(url)}>
            <img src={url} alt={`Sample: ${label}`} />
          </button>
        ))}
      </div>
    </div>
  )
}
