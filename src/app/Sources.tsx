import { useRef } from 'react'
import { SAMPLES } from './samples.ts'
import type { StudioState } from './state.ts'
import type { Studio } from './studio.ts'

/** Where the picture comes from: the camera, a photo of one's own, or a sample. */
export function Sources({ studio, state }: { readonly studio: Studio; readonly state: StudioState }) {
  const file = useRef<HTMLInputElement>(null)
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
        <button type="button" onClick={() => file.current?.click()}>
          Choose photo
        </button>
        <input
          ref={file}
          type="file"
          accept="image/*"
          hidden
          aria-label="Photo"
          onChange={({ target }) => {
            const chosen = target.files?.[0]
            if (chosen) void studio.openPhoto(chosen, chosen.name)
            target.value = ''
          }}
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
