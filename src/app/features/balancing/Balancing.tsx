import { useMemo } from 'react'
import { DEFAULT_BINS, computeImbalance } from '../../../evaluation/balancing.ts'
import {
  computeBalance,
  MIN_SHAPES,
  createShapeSpace,
  createTrainingSpace,
  type ShapeSpace,
} from '../../../evaluation/shape-space.ts'
import { TRAINING_SHAPES } from '../../../evaluation/training-shapes.ts'
import training from '../../../../models/shape-faces.json' with { type: 'json' }
import { Knob } from '../../ui/SliderField.tsx'
import type { Studio } from '../../state/studio.ts'
import { useDataset } from '../../media/dataset/dataset.ts'
import { Files } from '../../media/dataset/Files.tsx'
import { Problems } from '../../media/dataset/Problems.tsx'
import { Sets, useSets } from '../../media/dataset/Sets.tsx'
import { useIntake } from '../../media/dataset/useImportDataset.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { useQuery, whole } from '../../state/query.ts'
import { Bend } from './ShapeSliders.tsx'
import { formatBend, parseBend } from './shape-query.ts'
import { BinFaces } from './BinFaces.tsx'
import { binSentence, Histogram } from './Histogram.tsx'
import { shapePlot } from './plots.ts'
import { useShapes } from './useShapes.ts'
import '../../ui/lab.css'
import '../../media/dataset/dataset.css'
import './balancing.css'

const TRAINING: ShapeSpace = createTrainingSpace(TRAINING_SHAPES, training.coefficients)

const MOST_BINS = 20

/** Shapes after Procrustes, the ways in which they differ, and what balancing makes of their yaw. */
export function Balancing({ studio }: { readonly studio: Studio }) {
  const intake = useIntake()
  const dataset = useDataset()
  const { chosen: sets, toggle } = useSets(dataset)
  const [source, setSource] = useQuery('shapes', 'given', (text) => (text === 'training' ? text : undefined))
  const [bins, setBins] = useQuery('bins', DEFAULT_BINS, whole(2, MOST_BINS))
  const [bend, setBend] = useQuery<readonly number[]>('bend', [], parseBend, formatBend)
  const [bin, setBin] = useQuery<number | undefined>('bin', undefined, whole(1, MOST_BINS), (value) =>
    value === undefined ? '' : String(value),
  )
  const given = source === 'training' ? undefined : dataset
  const { shapes, reading, stop, again } = useShapes(given, sets)

  const space = useMemo(() => {
    if (!given) return TRAINING
    if (!shapes || shapes.faces.length < MIN_SHAPES) return undefined
    return createShapeSpace(shapes.faces.map(({ truth }) => truth))
  }, [given, shapes])
  const balance = useMemo(() => space && computeBalance(space, bins), [space, bins])
  const shapeOptions = useMemo(() => space && shapePlot(space, bend), [space, bend])
  const chosen = bin !== undefined && bin <= bins ? bin - 1 : undefined
  const binFaces = useMemo(
    () => balance?.binOfFace.flatMap((own, face) => (own === chosen ? [face] : [])) ?? [],
    [balance, chosen],
  )

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
            {given.name} holds {shapes.faces.length} faces that can be read; at least {MIN_SHAPES} are needed
            to see how they differ.
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
              largest bin holds {computeImbalance(balance.before).toFixed(1)} times the faces of the smallest
              before balancing, {computeImbalance(balance.after).toFixed(2)} times after.
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
          <Knob label="K" name="Bins, K" range={[2, MOST_BINS]} value={bins} onChange={setBins} />
        </fieldset>
        <Bend space={space} bend={bend} onChange={setBend} />
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
