import { useEffect, useState, useSyncExternalStore } from 'react'
import { getBrightColour, getColour } from '../../ui/colours.ts'
import { StatusMessages } from '../../ui/StatusMessages.tsx'
import { BackendInfo } from '../../ui/BackendInfo.tsx'
import { SourcePicker } from '../../media/SourcePicker.tsx'
import { EmptyState } from '../../media/EmptyState.tsx'
import { selectVariant, type AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { Presets } from '../../ui/Presets.tsx'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { useQuery, useSwitch, parseNumberIn } from '../../state/query.ts'
import { CascadePlot } from './CascadePlot.tsx'
import { PERTURBATIONS, type PerturbationKind } from './perturbation.ts'
import { PerturbationControls, usePerturbation } from './PerturbationControls.tsx'
import { XrayController } from './controller.ts'
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
const DEFAULT_PASSES = 1

interface Props {
  readonly app: AppController
  readonly state: AppState
  readonly dropping: boolean
}

/** Every step of the cascade on one face, and the effect of perturbing its input. */
export function Xray({ app, state, dropping }: Props) {
  const [controller] = useState(() => new XrayController(app))
  const xrayState = useSyncExternalStore(controller.subscribe, controller.state)
  const [perturbation, setPerturbation] = usePerturbation()
  const [passes, setPasses] = useQuery<number>('looks', DEFAULT_PASSES, (text) =>
    PASS_CHOICES.map(({ passes: known }) => known).find((known) => String(known) === text),
  )
  const [face, setFace] = useQuery('face', 1, parseNumberIn(1, 20))
  const [swept, setSwept] = useQuery<PerturbationKind>(
    'plot',
    'x',
    (text) => PERTURBATIONS.find(({ id }) => id === text)?.id,
  )
  const [truth, setTruth] = useSwitch('truth')
  const { options, picture } = state
  const variant = app.landmarker?.variants[0]
  const shown = selectVariant(options)

  useEffect(() => controller.open(), [controller])

  const { x, y, scale, roll, blur, noise, occlusion } = perturbation
  useEffect(() => {
    controller.request({
      perturbation: { x, y, scale, roll, blur, noise, occlusion },
      passes,
      face: Math.floor(face) - 1,
      swept,
      variant,
    })
  }, [controller, x, y, scale, roll, blur, noise, occlusion, passes, face, swept, variant])

  const change = (id: PerturbationKind, value: number) => {
    setPerturbation(id, value)
    setSwept(id)
  }
  const reset = () => {
    for (const { id, neutral } of PERTURBATIONS) setPerturbation(id, neutral)
    setPasses(DEFAULT_PASSES)
  }
  const faces = xrayState.examination?.subject.capture.detections.length ?? 0
  return (
    <>
      <section
        className={picture === 'none' ? `${xrayStyles.xray} ${xrayStyles.isEmpty}` : xrayStyles.xray}
        aria-label={TEXT.xray.pipeline}
        aria-busy={Boolean(state.busy)}
      >
        <Steps examination={xrayState.examination} colour={getBrightColour(shown)} showsTruth={truth}>
          {picture === 'none' && <EmptyState app={app} />}
          <StatusMessages app={app} state={state} />
          {dropping && <div className={pictureStyles.drop}>{TEXT.media.dropPhoto}</div>}
        </Steps>
        {xrayState.error && <p role="alert">{TEXT.xray.failed(xrayState.error)}</p>}
        <CascadePlot
          controller={controller}
          state={xrayState}
          swept={swept}
          value={perturbation[swept]}
          colour={getColour(shown)}
          live={picture === 'camera'}
        />
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.controls}>
        <div className={controlsStyles.group}>
          <SourcePicker app={app} state={state} />
          <Presets app={app} view="xray" />
          {faces > 1 && (
            <label className={controlsStyles.row}>
              {TEXT.xray.face}
              <select value={Math.min(face, faces)} onChange={({ target }) => setFace(Number(target.value))}>
                {Array.from({ length: faces }, (_, i) => (
                  <option key={i}>{i + 1}</option>
                ))}
              </select>
            </label>
          )}
          {xrayState.examination?.subject.truth && (
            <label>
              <input type="checkbox" checked={truth} onChange={({ target }) => setTruth(target.checked)} />
              {TEXT.xray.showTruth}
            </label>
          )}
          <PerturbationControls perturbation={perturbation} onChange={change} />
          <p className={controlsStyles.hint}>{TEXT.xray.note}</p>
          <label className={controlsStyles.row}>
            {TEXT.xray.passes}
            <select value={passes} onChange={({ target }) => setPasses(Number(target.value))}>
              {PASS_CHOICES.map(({ passes: most, label }) => (
                <option key={most} value={most}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={reset}>
            {TEXT.xray.reset}
          </button>
          <VariantPicker app={app} state={state} />
        </div>
        <BackendInfo state={state} />
      </aside>
    </>
  )
}
