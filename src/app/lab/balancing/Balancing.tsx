import { useMemo } from 'react'
import { BINS, imbalance } from '../../../evaluation/balancing.ts'
import {
  balanceOf,
  FEWEST,
  spaceOf,
  trainingSpace,
  type ShapeSpace,
} from '../../../evaluation/shape-space.ts'
import { SHAPES } from '../../../evaluation/training-shapes.ts'
import training from '../../../../models/shape-faces.json' with { type: 'json' }
import type { Studio } from '../../studio.ts'
import { useDataset } from '../dataset/dataset.ts'
import { Files } from '../dataset/Files.tsx'
import { Problems } from '../dataset/Problems.tsx'
import { Sets, useSets } from '../dataset/Sets.tsx'
import { useIntake } from '../dataset/useIntake.ts'
import { PlotFigure } from '../PlotFigure.tsx'
import { useQuery, within } from '../query.ts'
import { BinFaces } from './BinFaces.tsx'
import { binSentence, Histogram } from './Histogram.tsx'
import { shapePlot } from './plots.ts'
import { useShapes } from './useShapes.ts'

const TRAINING: ShapeSpace = trainingSpace(SHAPES, training.coefficients)

/** Sliders; the components after these are small. */
const BENT = 6
/** Deviations to either side: nearly all faces are within. */
const REACH = 3
const MOST_BINS = 20

/** For `useQuery`: a whole number within a range. */
function whole(low: number, high: number): (text: string) => number | undefined {
  return (text) => {
    const value = within(low, high)(text)
    return Number.isInteger(value) ? value : undefined
  }
}

/** For `useQuery`: deviations along the first components, those at the end that are 0 left out. */
const parseBend = (text: string): readonly number[] | undefined => {
  const amounts = text.split(',').map(Number)
  const sound = amounts.every((amount) => Math.abs(amount) <= REACH)
  return sound && amounts.length <= BENT ? amounts : undefined
}
const formatBend = (amounts: readonly number[]) =>
  amounts.slice(0, amounts.findLastIndex((amount) => amount !== 0) + 1).join(',')

/** Shapes after Procrustes, the ways in which they differ, and what balancing makes of their yaw. */
export function Balancing({ studio }: { readonly studio: Studio }) {
  const intake = useIntake()
  const dataset = useDataset()
  const { chosen: sets, toggle } = useSets(dataset)
  const [source, setSource] = useQuery('shapes', 'given', (text) => (text === 'training' ? text : undefined))
  const [bins, setBins] = useQuery('bins', BINS, whole(2, MOST_BINS))
  const [bend, setBend] = useQuery<readonly number[]>('bend', [], parseBend, formatBend)
  const [bin, setBin] = useQuery<number | undefined>('bin', undefined, whole(1, MOST_BINS), (value) =>
    value === undefined ? '' : String(value),
  )
  const given = source === 'training' ? undefined : dataset
  const { shapes, reading, stop, again } = useShapes(given, sets)

  const space = useMemo(() => {
    if (!given) return TRAINING
    if (!shapes || shapes.faces.length < FEWEST) return undefined
    return spaceOf(shapes.faces.map(({ landmarks }) => landmarks))
  }, [given, shapes])
  const balance = useMemo(() => space && balanceOf(space, bins), [space, bins])
  const shapeOptions = useMemo(() => space && shapePlot(space, bend), [space, bend])
  const chosen = bin !== undefined && bin <= bins ? bin - 1 : undefined
  const binFaces = useMemo(
    () => balance?.binOfFace.flatMap((own, face) => (own === chosen ? [face] : [])) ?? [],
    [balance, chosen],
  )
  const setAmount = (k: number, amount: number) =>
    setBend(Array.from({ length: BENT }, (_, i) => (i === k ? amount : (bend[i] ?? 0))))

  return (
    <div className={intake.dropping ? 'lab lab-long lab-dropping' : 'lab lab-long'}>
      <section className="lab-plots" aria-label="Shapes and bins">
        {given && !shapes && (
          <div className="lab-progress">
            <progress max={reading?.all ?? 1} value={reading?.done ?? 0} aria-label="Shapes read" />
            <p>
              {reading
                ? `${reading.done.toLocaleString('en')} of ${reading.all.toLocaleString('en')} read`
                : 'Reading shapes …'}
            </p>
            <button type="button" onClick={stop}>
              Stop
            </button>
          </div>
        )}
        {given && shapes && !space && (
          <p role="alert" className="lab-alert">
            {given.name} holds {shapes.faces.length} faces that can be read; at least {FEWEST} are needed to
            see how they differ.
          </p>
        )}
        {given && shapes?.stopped && (
          <div className="lab-progress">
            <p>Reading was stopped after {shapes.faces.length.toLocaleString('en')} faces.</p>
            <button type="button" onClick={again}>
              Read all
            </button>
          </div>
        )}
        {space && balance && shapeOptions && (
          <>
            <p>
              {space.faces.toLocaleString('en')} {given ? `faces of ${given.name}` : 'training faces'}; the
              largest bin holds {imbalance(balance.before).toFixed(1)} times the faces of the smallest before
              balancing, {imbalance(balance.after).toFixed(2)} times after.
            </p>
            <div className="lab-pair">
              <PlotFigure
                title="Shapes on their mean"
                label={`Cloud of landmarks after Procrustes with their mean${formatBend(bend) ? ` and a face bent by ${formatBend(bend)} deviations` : ''}`}
                options={shapeOptions}
                widest={480}
              />
              <Histogram
                balance={balance}
                chosen={chosen}
                choose={(next) => setBin(next === undefined ? undefined : next + 1)}
              />
            </div>
            {chosen !== undefined && (
              <>
                <h2>Bin {chosen + 1}</h2>
                <p role="status">{binSentence(balance, chosen)}.</p>
                <BinFaces
                  key={chosen}
                  studio={studio}
                  space={space}
                  bin={binFaces}
                  photos={given && shapes?.faces}
                />
              </>
            )}
          </>
        )}
        {given && shapes && <Problems problems={shapes.problems} />}
      </section>
      <aside aria-label="Settings">
        <h2>Balancing by pose</h2>
        <fieldset>
          <legend>Bins</legend>
          <label className="row knob">
            K
            <input
              type="range"
              aria-label="Bins, K"
              min={2}
              max={MOST_BINS}
              value={bins}
              onChange={({ target }) => setBins(Number(target.value))}
            />
            <span className="number">{bins}</span>
          </label>
        </fieldset>
        <fieldset>
          <legend>Bend the mean, in deviations</legend>
          {Array.from({ length: Math.min(BENT, space?.components.length ?? BENT) }, (_, k) => (
            <label key={k} className="row knob">
              {k + 1}
              {k === space?.yaw && ', yaw'}
              <input
                type="range"
                aria-label={`Component ${k + 1}`}
                min={-REACH}
                max={REACH}
                step={0.1}
                value={bend[k] ?? 0}
                onChange={({ target }) => setAmount(k, Number(target.value))}
              />
              <span className="number">{(bend[k] ?? 0).toFixed(1)}</span>
            </label>
          ))}
          <button type="button" disabled={!formatBend(bend)} onClick={() => setBend([])}>
            Back to the mean
          </button>
        </fieldset>
        {dataset && (
          <fieldset>
            <legend>Shapes of</legend>
            <label>
              <input
                type="radio"
                name="shapes"
                checked={source !== 'training'}
                onChange={() => setSource('given')}
              />
              your files
            </label>
            <label>
              <input
                type="radio"
                name="shapes"
                checked={source === 'training'}
                onChange={() => setSource('training')}
              />
              the training set
            </label>
          </fieldset>
        )}
        <Files dataset={dataset} intake={intake} />
        {dataset && source !== 'training' && <Sets dataset={dataset} chosen={sets} toggle={toggle} />}
        <p className="hint">
          Shapes are laid on their mean by Procrustes without reflection; components are the directions in
          which they differ most. The one that turns the head stands for yaw. Its size falls into K bins of
          one width, and every face of a bin is repeated round(largest bin / this bin) times. Outlines of
          training faces are drawn from their first components; drop a folder, zip or dlib XML to see your
          own.
        </p>
      </aside>
    </div>
  )
}
