import { useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { BACKENDS } from '../../../landmarker/backend/backends.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { currentSearch, formatSearch, watchSearch } from '../../state/address-bar.ts'
import { parseBackend } from '../../state/url-state.ts'
import { loadHeadPoses } from '../../canvas/head-poses.ts'
import { FORMATS, savePicture } from '../../media/save-picture.ts'
import type { AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { Measures } from './Measures.tsx'
import { Smoothing } from './Smoothing.tsx'
import { SourcePicker } from '../../media/SourcePicker.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { LayerFieldset } from '../../ui/LayerFieldset.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'

/** The backend is chosen once a page: leaving WebGPU with live tensors kills the GPU process. */
function reloadWith(backend: string): void {
  const query = new URLSearchParams(currentSearch())
  if (backend) query.set('backend', backend)
  else query.delete('backend')
  location.assign(location.pathname + formatSearch(query))
}

interface Props {
  readonly app: AppController
  readonly state: AppState
  /** Further controls of the variants. */
  readonly children?: ReactNode
}

/** Controls of Live and Compare: source, variants, drawing, smoothing and backend. */
export function Controls({ app, state, children }: Props) {
  const { picture, cameras, camera, options, layers } = state
  const search = useSyncExternalStore(watchSearch, currentSearch)
  useEffect(() => {
    if (!layers.pose) return
    loadHeadPoses().then(app.redraw, (error: unknown) =>
      app.alert(TEXT.live.poseNotLoaded(getErrorMessage(error))),
    )
  }, [app, layers.pose])
  return (
    <div className={controlsStyles.group}>
      <SourcePicker app={app} state={state} offersSamples />
      <Presets app={app} view={options.view} />
      <VariantPicker app={app} state={state}>
        {children}
      </VariantPicker>
      {picture !== 'none' && (
        <div className={controlsStyles.save} role="group" aria-label={TEXT.live.save}>
          <span>{TEXT.live.save}</span>
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              onClick={() => {
                const current = app.currentImage()
                if (!current) return
                savePicture(format, current.image, options, layers, current.mirrored).catch(
                  (error: unknown) => app.alert(TEXT.live.notSaved(format, getErrorMessage(error))),
                )
              }}
            >
              {format}
            </button>
          ))}
        </div>
      )}
      <LayerFieldset app={app} layers={layers} legend={TEXT.live.show} labels={TEXT.live.layers} />
      <fieldset>
        <legend>{TEXT.live.picture}</legend>
        <label>
          <input
            type="checkbox"
            checked={options.zoomed}
            onChange={({ target }) => void app.choose({ zoomed: target.checked })}
          />
          {TEXT.live.zoom}
        </label>
        <label>
          <input
            type="checkbox"
            checked={options.mirrored}
            onChange={({ target }) => void app.choose({ mirrored: target.checked })}
          />
          {TEXT.live.mirror}
        </label>
        {cameras.length > 0 && (
          <select
            aria-label={TEXT.live.camera}
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
      {options.view === 'single' && <Measures app={app} />}
      <Smoothing app={app} options={options} />
      <label className={controlsStyles.row}>
        {TEXT.live.runOn}
        <select value={parseBackend(search) ?? ''} onChange={({ target }) => reloadWith(target.value)}>
          <option value="">{TEXT.live.bestBackend}</option>
          {BACKENDS.map((name) => (
            <option key={name} value={name}>
              {TEXT.live.backends[name]}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
