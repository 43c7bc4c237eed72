import { useSyncExternalStore } from 'react'
import { BACKENDS } from '../../../landmarker/backend/backends.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { currentSearch, searchText, watchSearch } from '../../state/address-bar.ts'
import { backendOf } from '../../state/url-state.ts'
import type { Layers } from '../../canvas/draw.ts'
import { FORMATS, save } from '../../media/save-picture.ts'
import type { StudioState } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { Smoothing } from './Smoothing.tsx'
import { Sources } from '../../media/Sources.tsx'
import { Variants } from '../compare/Variants.tsx'

const LAYERS: readonly { key: keyof Layers; label: string }[] = [
  { key: 'contours', label: 'Contours' },
  { key: 'points', label: 'Points' },
  { key: 'box', label: 'Box and roll' },
  { key: 'figures', label: 'Figures' },
]

const BACKEND_NAMES = { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL' } as const

/** The backend is chosen once a page: leaving WebGPU with live tensors kills the GPU process. */
function reloadWith(backend: string): void {
  const query = new URLSearchParams(currentSearch())
  if (backend) query.set('backend', backend)
  else query.delete('backend')
  location.assign(location.pathname + searchText(query))
}

export function Controls({ studio, state }: { readonly studio: Studio; readonly state: StudioState }) {
  const { picture, cameras, camera, options, layers } = state
  const search = useSyncExternalStore(watchSearch, currentSearch)
  return (
    <div className="controls">
      <Sources studio={studio} state={state} />
      <Variants studio={studio} state={state} />
      {picture !== 'none' && (
        <div className="save" role="group" aria-label="Save">
          <span>Save</span>
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              onClick={() => {
                const shown = studio.picture()
                if (!shown) return
                save(format, shown.shown, options, layers, shown.mirrored).catch((error: unknown) =>
                  studio.alert(`The ${format} could not be saved: ${getErrorMessage(error)}.`),
                )
              }}
            >
              {format}
            </button>
          ))}
        </div>
      )}
      <fieldset>
        <legend>Show</legend>
        {LAYERS.map(({ key, label }) => (
          <label key={key}>
            <input
              type="checkbox"
              checked={layers[key]}
              onChange={({ target }) => studio.setLayers({ [key]: target.checked })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>Picture</legend>
        <label>
          <input
            type="checkbox"
            checked={options.zoomed}
            onChange={({ target }) => void studio.choose({ zoomed: target.checked })}
          />
          Zoom to the face
        </label>
        <label>
          <input
            type="checkbox"
            checked={options.mirrored}
            onChange={({ target }) => void studio.choose({ mirrored: target.checked })}
          />
          Mirror the camera
        </label>
        {cameras.length > 0 && (
          <select
            aria-label="Camera"
            value={camera}
            onChange={({ target }) => void studio.startCamera(target.value)}
          >
            {cameras.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        )}
      </fieldset>
      <Smoothing studio={studio} options={options} />
      <label className="row">
        Run on
        <select value={backendOf(search) ?? ''} onChange={({ target }) => reloadWith(target.value)}>
          <option value="">best here</option>
          {BACKENDS.map((name) => (
            <option key={name} value={name}>
              {BACKEND_NAMES[name]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
