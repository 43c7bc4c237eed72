import { useEffect, type ReactNode } from 'react'
import { BACKENDS } from '../../../landmarker/backend/backends.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { decodeEngine, encodeAddress } from '../../state/address/address.ts'
import { choose } from '../../state/choose.ts'
import { isMirrored } from '../../state/state.ts'
import { appStore, useAppState } from '../../state/store.ts'
import { loadHeadPoses } from '../../canvas/head-poses.ts'
import { FORMATS, savePicture } from '../../media/save-picture.ts'
import { mediaSources } from '../../media/media-sources.ts'
import { Measures } from './Measures.tsx'
import { SmoothingFields } from './SmoothingFields.tsx'
import { SourcePicker } from '../../media/SourcePicker.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { LayerFieldset } from '../../ui/LayerFieldset.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'

/** The backend is chosen once a page: leaving WebGPU with live tensors kills the GPU process. */
function reloadWith(backend: string): void {
  const { search } = appStore.getState()
  location.assign(location.pathname + encodeAddress({ engine: { backend } }, search))
}

/** Saves the picture with the landmarks as they are drawn. */
async function saveShown(format: (typeof FORMATS)[number]): Promise<void> {
  const state = appStore.getState()
  if (!state.image) return
  try {
    await savePicture(format, state.image, state.options, state.layers, isMirrored(state))
  } catch (error) {
    appStore.setState({ alert: TEXT.live.notSaved(format, getErrorMessage(error)) })
  }
}

interface Props {
  /** Further controls of the variants. */
  readonly children?: ReactNode
}

/** Controls of Live and Compare: source, variants, drawing, smoothing and backend. */
export function Controls({ children }: Props) {
  const picture = useAppState((state) => state.picture)
  const cameras = useAppState((state) => state.cameras)
  const camera = useAppState((state) => state.camera)
  const options = useAppState((state) => state.options)
  const showsPose = useAppState(({ layers }) => layers.pose)
  const backend = useAppState(({ search }) => decodeEngine(search).backend)
  useEffect(() => {
    if (!showsPose) return
    loadHeadPoses().then(
      () => appStore.setState({ hasPoses: true }),
      (error: unknown) => appStore.setState({ alert: TEXT.live.poseNotLoaded(getErrorMessage(error)) }),
    )
  }, [showsPose])
  return (
    <div className={controlsStyles.group}>
      <ControlGroup name="source">
        <SourcePicker offersSamples />
      </ControlGroup>
      <Presets view={options.view} />
      <ControlGroup name="variants">
        <VariantPicker>{children}</VariantPicker>
      </ControlGroup>
      <ControlGroup name="save">
        {picture !== 'none' && (
          <div className={controlsStyles.save} role="group" aria-label={TEXT.live.save}>
            <span>{TEXT.live.save}</span>
            {FORMATS.map((format) => (
              <button key={format} type="button" onClick={() => void saveShown(format)}>
                {format}
              </button>
            ))}
          </div>
        )}
      </ControlGroup>
      <ControlGroup name="drawing">
        <LayerFieldset legend={TEXT.live.show} labels={TEXT.live.layers} />
      </ControlGroup>
      <ControlGroup name="picture">
        <fieldset>
          <legend>{TEXT.live.picture}</legend>
          <label>
            <input
              type="checkbox"
              checked={options.zoomed}
              onChange={({ target }) => void choose({ zoomed: target.checked })}
            />
            {TEXT.live.zoom}
          </label>
          <label>
            <input
              type="checkbox"
              checked={options.mirrored}
              onChange={({ target }) => void choose({ mirrored: target.checked })}
            />
            {TEXT.live.mirror}
          </label>
          {cameras.length > 0 && (
            <select
              aria-label={TEXT.live.camera}
              value={camera}
              onChange={({ target }) => void mediaSources.startCamera(target.value)}
            >
              {cameras.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </fieldset>
      </ControlGroup>
      <ControlGroup name="measures">{options.view === 'single' && <Measures />}</ControlGroup>
      <ControlGroup name="smoothing">
        <SmoothingFields />
      </ControlGroup>
      <ControlGroup name="backend">
        <label className={controlsStyles.row}>
          {TEXT.live.runOn}
          <select value={backend ?? ''} onChange={({ target }) => reloadWith(target.value)}>
            <option value="">{TEXT.live.bestBackend}</option>
            {BACKENDS.map((name) => (
              <option key={name} value={name}>
                {TEXT.live.backends[name]}
              </option>
            ))}
          </select>
        </label>
      </ControlGroup>
    </div>
  )
}
