import { useSyncExternalStore } from 'react'
import { BACKENDS } from '../../../landmarker/backend/backends.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import { currentSearch, formatSearch, watchSearch } from '../../state/address-bar.ts'
import { parseBackend } from '../../state/url-state.ts'
import type { OverlayLayers } from '../../canvas/draw.ts'
import { FORMATS, savePicture } from '../../media/save-picture.ts'
import type { AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { Smoothing } from './Smoothing.tsx'
import { SourcePicker } from '../../media/SourcePicker.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'

const LAYERS: readonly { key: keyof OverlayLayers; label: string }[] = [
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
  location.assign(location.pathname + formatSearch(query))
}

export function Controls({ app, state }: { readonly app: AppController; readonly state: AppState }) {
  const { picture, cameras, camera, options, layers } = state
  const search = useSyncExternalStore(watchSearch, currentSearch)
  return (
    <div className="controls">
      <SourcePicker app={app} state={state} />
      <VariantPicker app={app} state={state} />
      {picture !== 'none' && (
        <div className="save" role="group" aria-label="Save">
          <span>Save</span>
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              onClick={() => {
                const image = app.picture()
                if (!image) return
                savePicture(format, image.image, options, layers, image.mirrored).catch((error: unknown) =>
                  app.alert(`The ${format} could not be saved: ${messageOf(error)}.`),
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
              onChange={({ target }) => app.setLayers({ [key]: target.checked })}
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
            onChange={({ target }) => void app.choose({ zoomed: target.checked })}
          />
          Zoom to the face
        </label>
        <label>
          <input
            type="checkbox"
            checked={options.mirrored}
            onChange={({ target }) => void app.choose({ mirrored: target.checked })}
          />
          Mirror the camera
        </label>
        {cameras.length > 0 && (
          <select
            aria-label="Camera"
            value={camera}
            onChange={({ target }) => void app.startCamera(target.value)}
          >
            {cameras.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        )}
      </fieldset>
      <Smoothing app={app} options={options} />
      <label className="row">
        Run on
        <select value={parseBackend(search) ?? ''} onChange={({ target }) => reloadWith(target.value)}>
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
