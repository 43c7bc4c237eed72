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
import { SliderField } from '../../ui/SliderField.tsx'
import type { AppController } from '../../state/app-controller.ts'
import { useDataset } from '../../media/dataset/dataset.ts'
import { DatasetPicker } from '../../media/dataset/DatasetPicker.tsx'
import { Problems } from '../../media/dataset/Problems.tsx'
import { SetChooser, useChosenSets } from '../../media/dataset/SetChooser.tsx'
import { useImportDataset } from '../../media/dataset/useImportDataset.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { useQuery, parseIntegerIn } from '../../state/query.ts'
import { ShapeSliders } from './ShapeSliders.tsx'
import { formatDeviations, parseDeviations } from './shape-query.ts'
import { BinFaces } from './BinFaces.tsx'
import { describeBin, Histogram } from './Histogram.tsx'
import { shapePlot } from './plots.ts'
import { useShapes } from './useShapes.ts'
import '../../ui/lab.css'
import '../../media/dataset/dataset.css'
import './balancing.css'

const TRAINING: ShapeSpace = trainingSpace(SHAPES, training.coefficients)

const MAX_BINS = 20

/** Shapes after Procrustes, the ways in which they differ, and what balancing makes of their yaw. */
export function Balancing({ app }: { readonly app: AppController }) {
  const datasetImport = useImportDataset()
  const dataset = useDataset()
  const { chosen: sets, toggle } = useChosenSets(dataset)
  const [source, setSource] = useQuery('shapes', 'given', (text) => (text === 'training' ? text : undefined))
  const [bins, setBins] = useQuery('bins', BINS, parseIntegerIn(2, MAX_BINS))
  const [deviations, setDeviations] = useQuery<readonly number[]>(
    'bend',
    [],
    parseDeviations,
    formatDeviations,
  )
  const [bin, setBin] = useQuery<number | undefined>(
    'bin',
    undefined,
    parseIntegerIn(1, MAX_BINS),
    (value) => (value === undefined ? '' : String(value)),
  )
  const given = source === 'training' ? undefined : dataset
  const { shapes, reading, stop, again } = useShapes(given, sets)

  const space = useMemo(() => {
    if (!given) return TRAINING
    if (!shapes || shapes.faces.length < FEWEST) return undefined
    return spaceOf(shapes.faces.map(({ truth }) => truth))
  }, [given, shapes])
  const balance = useMemo(() => space && balanceOf(space, bins), [space, bins])
  const shapeOptions = useMemo(() => space && shapePlot(space, deviations), [space, deviations])
  const chosen = bin !== undefined && bin <= bins ? bin - 1 : undefined
  const binFaces = useMemo(
    () => balance?.binOfFace.flatMap((own, face) => (own === chosen ? [face] : [])) ?? [],
    [balance, chosen],
  )

  return (
    <div className={datasetImport.dropping ? 'lab lab-long lab-dropping' : 'lab lab-long'}>
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
                label={`Cloud of landmarks after Procrustes with their mean${formatDeviations(deviations) ? ` and a face bent by ${formatDeviations(deviations)} deviations` : ''}`}
                options={shapeOptions}
                maxWidth={480}
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
                <p role="status">{describeBin(balance, chosen)}.</p>
                <BinFaces
                  key={chosen}
                  app={app}
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
          <SliderField label="K" name="Bins, K" range={[2, MAX_BINS]} value={bins} onChange={setBins} />
        </fieldset>
        <ShapeSliders space={space} deviations={deviations} onChange={setDeviations} />
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
        <DatasetPicker dataset={dataset} datasetImport={datasetImport} />
        {dataset && source !== 'training' && <SetChooser dataset={dataset} chosen={sets} toggle={toggle} />}
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
