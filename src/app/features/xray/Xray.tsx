import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { getBrightColour, getColour } from '../../ui/colours.ts'
import { StatusMessages } from '../../ui/StatusMessages.tsx'
import { BackendInfo } from '../../ui/BackendInfo.tsx'
import { SourcePicker } from '../../media/SourcePicker.tsx'
import type { PerturbationKind } from '../../state/address/choices.ts'
import { ADDRESS } from '../../state/address/table.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { selectVariant } from '../../state/state.ts'
import { useAppState } from '../../state/store.ts'
import { Presets } from '../../ui/Presets.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { CascadePlot } from './CascadePlot.tsx'
import { NEUTRAL } from './perturbation.ts'
import { PerturbationControls } from './PerturbationControls.tsx'
import { XrayController } from './controller.ts'
import { InsideSection } from './inside/InsideSection.tsx'
import { FaceToCome } from './FaceToCome.tsx'
import { Steps } from './Steps.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import pictureStyles from '../../canvas/picture.module.css'
import xrayStyles from './xray.module.css'

const PASS_CHOICES = [
  { passes: 1, label: TEXT.xray.passChoices.one },
  { passes: 3, label: TEXT.xray.passChoices.upToThree },
  { passes: 0, label: TEXT.xray.passChoices.none },
] as const

/** Every step of the cascade on one face, and the effect of perturbing its input. */
export function Xray({ dropping }: { readonly dropping: boolean }) {
  const [controller] = useState(() => new XrayController())
  const xrayState = useStore(controller.store)
  const settings = useSettings('xray')
  const { x, y, scale, roll, blur, noise, occlusion, passes, face, swept, truth } = settings
  const picture = useAppState((state) => state.picture)
  const busy = useAppState((state) => state.busy)
  const variant = useAppState(({ variants }) => variants?.[0])
  const shown = useAppState(({ options }) => selectVariant(options))

  useEffect(() => controller.open(), [controller])

  useEffect(() => {
    controller.request({
      perturbation: { x, y, scale, roll, blur, noise, occlusion },
      passes,
      face: face - 1,
      swept,
      variant,
    })
  }, [controller, x, y, scale, roll, blur, noise, occlusion, passes, face, swept, variant])

  const change = (id: PerturbationKind, value: number) => setSettings('xray', { [id]: value, swept: id })
  const reset = () => setSettings('xray', { ...NEUTRAL, passes: ADDRESS.xray.passes.defaultValue })
  const faces = xrayState.examination?.subject.capture.detections.length ?? 0
  return (
    <>
      <section
        className={picture === 'none' ? `${xrayStyles.xray} ${xrayStyles.isEmpty}` : xrayStyles.xray}
        aria-label={TEXT.xray.pipeline}
        aria-busy={Boolean(busy)}
      >
        <Steps examination={xrayState.examination} colour={getBrightColour(shown)} showsTruth={truth}>
          {picture === 'none' && <FaceToCome />}
          <StatusMessages />
          {dropping && <div className={pictureStyles.drop}>{TEXT.media.dropPhoto}</div>}
        </Steps>
        {xrayState.error && <p role="alert">{TEXT.xray.failed(xrayState.error)}</p>}
        <CascadePlot
          controller={controller}
          state={xrayState}
          swept={swept}
          value={settings[swept]}
          colour={getColour(shown)}
          live={picture === 'camera'}
        />
        <ControlGroup name="inside">
          <InsideSection
            examination={xrayState.examination}
            frozen={xrayState.frozen}
            colour={getBrightColour(shown)}
          />
        </ControlGroup>
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.controls}>
        <div className={controlsStyles.group}>
          <ControlGroup name="source">
            <SourcePicker offersSamples />
          </ControlGroup>
          <Presets view="xray" />
          {faces > 1 && (
            <label className={controlsStyles.row}>
              {TEXT.xray.face}
              <select
                value={Math.min(face, faces)}
                onChange={({ target }) => setSettings('xray', { face: Number(target.value) })}
              >
                {Array.from({ length: faces }, (_, i) => (
                  <option key={i}>{i + 1}</option>
                ))}
              </select>
            </label>
          )}
          {xrayState.examination?.subject.truth && (
            <label>
              <input
                type="checkbox"
                checked={truth}
                onChange={({ target }) => setSettings('xray', { truth: target.checked })}
              />
              {TEXT.xray.showTruth}
            </label>
          )}
          <PerturbationControls perturbation={settings} onChange={change} />
          <p className={controlsStyles.hint}>{TEXT.xray.note}</p>
          <ControlGroup name="passes">
            <label data-tour="passes" className={controlsStyles.row}>
              {TEXT.xray.passes}
              <select
                value={passes}
                onChange={({ target }) => setSettings('xray', { passes: Number(target.value) })}
              >
                {PASS_CHOICES.map(({ passes: most, label }) => (
                  <option key={most} value={most}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          </ControlGroup>
          <button type="button" onClick={reset}>
            {TEXT.xray.reset}
          </button>
          <ControlGroup name="variants">
            <VariantPicker />
          </ControlGroup>
        </div>
        <BackendInfo />
      </aside>
    </>
  )
}
