import { useEffect, useState, useSyncExternalStore } from 'react'
import { brightColourOf, colourOf } from '../../ui/colours.ts'
import { Notes } from '../../ui/StatusMessages.tsx'
import { Readout } from '../../ui/BackendInfo.tsx'
import { Sources } from '../../media/Sources.tsx'
import { Start } from '../../media/EmptyState.tsx'
import { variantOf, type StudioState } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { Variants } from '../compare/Variants.tsx'
import { useQuery, useSwitch, within } from '../../state/query.ts'
import { CascadePlot } from './CascadePlot.tsx'
import { KNOBS, type KnobId } from './perturbation.ts'
import { Damages, useDamage } from './PerturbationControls.tsx'
import { XrayRoom } from './controller.ts'
import { Steps } from './Steps.tsx'
import './xray.css'

const LOOKS = [
  { looks: 1, label: 'once' },
  { looks: 3, label: 'up to 3 times' },
  { looks: 0, label: 'not at all' },
] as const
const USUAL_LOOKS = 1

interface Props {
  readonly studio: Studio
  readonly state: StudioState
  readonly dropping: boolean
}

/** Every step of the cascade on the face that Live shows, and what becomes of it when its input is broken. */
export function Xray({ studio, state, dropping }: Props) {
  const [room] = useState(() => new XrayRoom(studio))
  const seen = useSyncExternalStore(room.subscribe, room.state)
  const [damage, setKnob] = useDamage()
  const [looks, setLooks] = useQuery<number>('looks', USUAL_LOOKS, (text) =>
    LOOKS.map(({ looks: known }) => known).find((known) => String(known) === text),
  )
  const [face, setFace] = useQuery('face', 1, within(1, 20))
  const [knob, setPlotted] = useQuery<KnobId>('plot', 'x', (text) => KNOBS.find(({ id }) => id === text)?.id)
  const [truth, setTruth] = useSwitch('truth')
  const { options, picture } = state
  const variant = studio.landmarker?.variants[0]
  const shown = variantOf(options)

  useEffect(() => room.open(), [room])

  const { x, y, scale, roll, blur, noise, occlusion } = damage
  useEffect(() => {
    room.ask({
      damage: { x, y, scale, roll, blur, noise, occlusion },
      looks,
      face: Math.floor(face) - 1,
      knob,
      variant,
    })
  }, [room, x, y, scale, roll, blur, noise, occlusion, looks, face, knob, variant])

  const change = (id: KnobId, value: number) => {
    setKnob(id, value)
    setPlotted(id)
  }
  const reset = () => {
    for (const { id, whole } of KNOBS) setKnob(id, whole)
    setLooks(USUAL_LOOKS)
  }
  const faces = seen.xray?.subject.capture.detections.length ?? 0
  return (
    <>
      <section
        className={picture === 'none' ? 'xray xray-empty' : 'xray'}
        aria-label="Pipeline"
        aria-busy={Boolean(state.busy)}
      >
        <Steps xray={seen.xray} colour={brightColourOf(shown)} showsTruth={truth}>
          {picture === 'none' && <Start studio={studio} />}
          <Notes studio={studio} state={state} />
          {dropping && <div className="drop">Drop the photo</div>}
        </Steps>
        {seen.error && (
          <p role="alert">
            The cascade failed: {seen.error} Reload the page, or run it on another backend in Live.
          </p>
        )}
        <CascadePlot
          room={room}
          state={seen}
          knob={knob}
          value={damage[knob]}
          colour={colourOf(shown)}
          live={picture === 'camera'}
        />
      </section>
      <aside aria-label="Controls and model">
        <div className="controls">
          <Sources studio={studio} state={state} />
          {faces > 1 && (
            <label className="row">
              Face, the largest first
              <select value={Math.min(face, faces)} onChange={({ target }) => setFace(Number(target.value))}>
                {Array.from({ length: faces }, (_, i) => (
                  <option key={i}>{i + 1}</option>
                ))}
              </select>
            </label>
          )}
          {seen.xray?.subject.truth && (
            <label>
              <input type="checkbox" checked={truth} onChange={({ target }) => setTruth(target.checked)} />
              True points, as white crosses
            </label>
          )}
          <Damages damage={damage} onChange={change} />
          <p className="hint">
            The detector sees the picture unbroken; what it hands on is what breaks. In Live, stage 1 looks
            once at a camera’s frame, and at a photo up to three times while it is far off.
          </p>
          <label className="row">
            Stage 1 looks
            <select value={looks} onChange={({ target }) => setLooks(Number(target.value))}>
              {LOOKS.map(({ looks: most, label }) => (
                <option key={most} value={most}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <button type="button" onClick={reset}>
            Reset
          </button>
          <Variants studio={studio} state={state} />
        </div>
        <Readout state={state} />
      </aside>
    </>
  )
}
