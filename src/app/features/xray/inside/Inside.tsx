import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { LANDMARK_COUNT, STAGES } from '../../../../geometry/face.ts'
import { setSettings, useSettings } from '../../../state/change-address.ts'
import { useAppState } from '../../../state/store.ts'
import { formatLandmark } from '../../../canvas/drag-scope.ts'
import { TEXT } from '../../../ui/text.ts'
import { Explained } from '../../../ui/glossary/Explained.tsx'
import type { Examination } from '../examine.ts'
import { Filters } from './Filters.tsx'
import { findCrop, InsideReader } from './inside-reader.ts'
import { LayerPictures } from './LayerPictures.tsx'
import { formatLayerName } from './names.ts'
import { PathPictures } from './PathPictures.tsx'
import controlsStyles from '../../../ui/controls.module.css'
import insideStyles from './inside.module.css'

interface Props {
  readonly examination: Examination | undefined
  readonly frozen: boolean
  readonly colour: string
}

/** Chooses what is looked at: the newest examination, or of a camera that is not followed the first. */
function useLooked(examination: Examination | undefined, frozen: boolean, follows: boolean) {
  const [looked, setLooked] = useState<Examination>()
  const isMoving = examination?.subject.capture.live === true && !frozen
  useEffect(() => {
    setLooked((before) => (isMoving && !follows && before?.subject.capture.live ? before : examination))
  }, [examination, isMoving, follows])
  return { looked, isMoving, lookAgain: () => setLooked(examination) }
}

/** Layers of a network on its crop, its first filters, and the way of a landmark. */
export function Inside({ examination, frozen, colour }: Props) {
  const [reader] = useState(() => new InsideReader())
  const { activations, paths, isTracing, error } = useStore(reader.store)
  const { follows, network: stage, layer, point } = useSettings('xray')
  const variant = useAppState(({ variants }) => variants?.[0])
  const { looked, isMoving, lookAgain } = useLooked(examination, frozen, follows)
  const traces = !(isMoving && follows)

  useEffect(() => reader.clear, [reader])
  useEffect(() => {
    if (looked && variant) reader.request({ examination: looked, variant, stage, layer, traces })
  }, [reader, looked, variant, stage, layer, traces])

  const shown = looked && activations?.stage === stage ? activations : undefined
  return (
    <div className={insideStyles.inside}>
      <p>
        <Explained text={TEXT.inside.what} />
      </p>
      <div className={insideStyles.choices}>
        <label>
          {TEXT.inside.network}
          <select
            value={stage}
            onChange={({ target }) =>
              setSettings('xray', { network: target.value === '1' ? 1 : 2, layer: '' })
            }
          >
            {STAGES.map(({ name }, i) => (
              <option key={name} value={i + 1}>
                {TEXT.inside.networks(name, i + 1)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {TEXT.inside.layer}
          <select
            value={shown?.layer.name ?? ''}
            disabled={!shown}
            onChange={({ target }) => setSettings('xray', { layer: target.value })}
          >
            {shown?.layers.map(({ name, side, channels }) => (
              <option key={name} value={name}>
                {TEXT.inside.layerChoice(formatLayerName(name), side, channels)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={follows}
            aria-describedby="follows-hint"
            onChange={({ target }) => setSettings('xray', { follows: target.checked })}
          />
          {TEXT.inside.follows}
        </label>
        {isMoving && !follows && (
          <button type="button" onClick={lookAgain}>
            {TEXT.inside.lookAgain}
          </button>
        )}
      </div>
      <p id="follows-hint" className={controlsStyles.hint}>
        {TEXT.inside.followsHint}
      </p>
      {error && <p role="alert">{TEXT.inside.failed(error)}</p>}
      {looked && !findCrop(looked, stage) && (
        <p role="status">
          <Explained text={TEXT.inside.stage1Off} />
        </p>
      )}
      {shown ? (
        <LayerPictures key={`${stage} ${shown.layer.name}`} layer={shown.layer} values={shown.values} />
      ) : (
        looked && findCrop(looked, stage) && !error && <p role="status">{TEXT.inside.reading}</p>
      )}
      <section aria-label={TEXT.inside.path}>
        <h4>
          <Explained text={TEXT.inside.path} />
        </h4>
        <label className={insideStyles.point}>
          {TEXT.inside.point}
          <select
            value={point}
            onChange={({ target }) => setSettings('xray', { point: Number(target.value) })}
          >
            {Array.from({ length: LANDMARK_COUNT }, (_, i) => (
              <option key={formatLandmark(i)} value={i}>
                {formatLandmark(i)}
              </option>
            ))}
          </select>
        </label>
        <p className={controlsStyles.hint}>
          <Explained text={TEXT.inside.pickHint} />
        </p>
        <p role="status" className={controlsStyles.hint}>
          {traces ? isTracing && TEXT.inside.tracing : TEXT.inside.pathWaits}
        </p>
        {traces && looked && paths?.stage === stage && (
          <PathPictures
            paths={paths}
            point={point}
            colour={colour}
            onChoose={(chosen) => setSettings('xray', { point: chosen })}
          />
        )}
      </section>
      {shown && <Filters filters={shown.filters} />}
    </div>
  )
}
