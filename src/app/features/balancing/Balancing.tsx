import { useMemo } from 'react'
import { computeImbalance } from '../../../evaluation/balancing.ts'
import {
  computeBalance,
  MIN_SHAPES,
  createShapeSpace,
  createTrainingSpace,
  type ShapeSpace,
} from '../../../evaluation/shape-space.ts'
import { TRAINING_SHAPES } from '../../../evaluation/training-shapes.ts'
import training from '../../../../models/shape-faces.json' with { type: 'json' }
import { SliderField } from '../../ui/SliderField.tsx'
import { formatDeviations } from '../../state/address/deviations.ts'
import { ADDRESS } from '../../state/address/table.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { useAppState } from '../../state/store.ts'
import { DatasetPicker } from '../../media/dataset/DatasetPicker.tsx'
import { Problems } from '../../media/dataset/Problems.tsx'
import { SetChooser, useChosenSets } from '../../media/dataset/SetChooser.tsx'
import { useImportDataset } from '../../media/dataset/useImportDataset.ts'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { ShapeSliders } from './ShapeSliders.tsx'
import { BinExamples } from './BinExamples.tsx'
import { BinFaces } from './BinFaces.tsx'
import { describeBin, Histogram } from './Histogram.tsx'
import { createShapePlot } from './plots.ts'
import { useShapes } from './useShapes.ts'
import { Presets } from '../../ui/Presets.tsx'
import { formatNumber } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'

const TRAINING_SPACE: ShapeSpace = createTrainingSpace(TRAINING_SHAPES, training.coefficients)

/** Aligned shapes, their components, and the histogram of yaw before and after balancing. */
export function Balancing() {
  const datasetImport = useImportDataset()
  const dataset = useAppState((state) => state.dataset)
  const { chosen: sets, toggle } = useChosenSets(dataset)
  const { source, bins, deviations, bin } = useSettings('balancing')
  const given = source === 'training' ? undefined : dataset
  const { shapes, reading, stop, readAgain } = useShapes(given, sets)

  const space = useMemo(() => {
    if (!given) return TRAINING_SPACE
    if (!shapes || shapes.faces.length < MIN_SHAPES) return undefined
    return createShapeSpace(shapes.faces.map(({ truth }) => truth))
  }, [given, shapes])
  const balance = useMemo(() => space && computeBalance(space, bins), [space, bins])
  const shapeOptions = useMemo(() => space && createShapePlot(space, deviations), [space, deviations])
  const chosen = bin !== undefined && bin <= bins ? bin - 1 : undefined
  const binFaces = useMemo(
    () => balance?.binOfFace.flatMap((own, face) => (own === chosen ? [face] : [])) ?? [],
    [balance, chosen],
  )

  return (
    <div
      className={
        datasetImport.dropping
          ? `${labStyles.lab} ${datasetStyles.long} ${datasetStyles.dropping}`
          : `${labStyles.lab} ${datasetStyles.long}`
      }
    >
      <section className={labStyles.plots} aria-label={TEXT.balancing.results}>
        {given && !shapes && (
          <div className={datasetStyles.progress}>
            <progress
              max={reading?.all ?? 1}
              value={reading?.done ?? 0}
              aria-label={TEXT.balancing.shapesRead}
            />
            <p>{reading ? TEXT.balancing.read(reading.done, reading.all) : TEXT.balancing.readingShapes}</p>
            <button type="button" onClick={stop}>
              {TEXT.balancing.stop}
            </button>
          </div>
        )}
        {given && shapes && !space && (
          <p role="alert" className={datasetStyles.alert}>
            {TEXT.balancing.tooFew(given.name, shapes.faces.length, MIN_SHAPES)}
          </p>
        )}
        {given && shapes?.stopped && (
          <div className={datasetStyles.progress}>
            <p>{TEXT.balancing.stoppedAfter(shapes.faces.length)}</p>
            <button type="button" onClick={readAgain}>
              {TEXT.balancing.readAll}
            </button>
          </div>
        )}
        {space && balance && shapeOptions && (
          <>
            <p>
              {TEXT.balancing.summary(
                space.faces,
                given ? TEXT.balancing.facesOf(given.name) : TEXT.balancing.trainingFaces,
                formatNumber(computeImbalance(balance.before), 1),
                formatNumber(computeImbalance(balance.after), 2),
              )}
            </p>
            <div data-tour="shapes" className={datasetStyles.pair}>
              <PlotFigure
                title={TEXT.balancing.shapes}
                label={TEXT.balancing.shapesLabel(formatDeviations(deviations))}
                options={shapeOptions}
                maxWidth={480}
              />
              <Histogram
                balance={balance}
                chosen={chosen}
                choose={(next) =>
                  setSettings('balancing', { bin: next === undefined ? undefined : next + 1 })
                }
              />
            </div>
            {chosen === undefined ? (
              <BinExamples
                space={space}
                balance={balance}
                choose={(next) => setSettings('balancing', { bin: next + 1 })}
              />
            ) : (
              <>
                <h2>{TEXT.balancing.bin(chosen + 1)}</h2>
                <p role="status">{describeBin(balance, chosen)}.</p>
                <BinFaces key={chosen} space={space} bin={binFaces} photos={given && shapes?.faces} />
              </>
            )}
          </>
        )}
        {given && shapes && <Problems problems={shapes.problems} />}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <h2>{TEXT.balancing.heading}</h2>
        <Presets view="balancing" />
        <ControlGroup name="bins">
          <fieldset>
            <legend>{TEXT.balancing.bins}</legend>
            <SliderField
              label={TEXT.balancing.binCount}
              name={TEXT.balancing.binCountName}
              range={ADDRESS.balancing.bins.range}
              value={bins}
              onChange={(next) => setSettings('balancing', { bins: next })}
            />
          </fieldset>
        </ControlGroup>
        <ControlGroup name="shape">
          <ShapeSliders
            space={space}
            deviations={deviations}
            onChange={(next) => setSettings('balancing', { deviations: next })}
          />
        </ControlGroup>
        <ControlGroup name="source">
          {dataset && (
            <fieldset>
              <legend>{TEXT.balancing.source}</legend>
              <label>
                <input
                  type="radio"
                  name="shapes"
                  checked={source !== 'training'}
                  onChange={() => setSettings('balancing', { source: 'given' })}
                />
                {TEXT.balancing.yourFiles}
              </label>
              <label>
                <input
                  type="radio"
                  name="shapes"
                  checked={source === 'training'}
                  onChange={() => setSettings('balancing', { source: 'training' })}
                />
                {TEXT.balancing.trainingSet}
              </label>
            </fieldset>
          )}
          <DatasetPicker dataset={dataset} datasetImport={datasetImport} />
          {dataset && source !== 'training' && <SetChooser dataset={dataset} chosen={sets} toggle={toggle} />}
        </ControlGroup>
        <p className={controlsStyles.hint}>
          <Explained text={TEXT.balancing.note} />
        </p>
      </aside>
    </div>
  )
}
