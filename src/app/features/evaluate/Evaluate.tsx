import { useEffect, useRef, useState } from 'react'
import { NORMALISERS } from '../../../evaluation/face-metrics.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { START_BOXES } from '../../state/address/choices.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { ACCURATE_VARIANT, FAST_VARIANT } from '../../state/state.ts'
import { appStore, useAppState } from '../../state/store.ts'
import type { Dataset, Problem } from '../../media/dataset/dataset.ts'
import { listDatasetPhotos } from '../../media/dataset/dataset-photos.ts'
import { DatasetPicker } from '../../media/dataset/DatasetPicker.tsx'
import { loadSampleDataset } from '../../media/dataset/sample-dataset.ts'
import { SetChooser, selectSets, useChosenSets } from '../../media/dataset/SetChooser.tsx'
import { useImportDataset } from '../../media/dataset/useImportDataset.ts'
import { setEvaluation, showFaces, useEvaluation, useShownFaces } from './current.ts'
import { Evaluation } from './evaluation.ts'
import { MethodPicker } from './MethodPicker.tsx'
import { OwnResults } from './OwnResults.tsx'
import { RadioChoices } from './RadioChoices.tsx'
import { TestResults } from './TestResults.tsx'
import { VariantChoices } from './VariantChoices.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { Sentence } from '../../ui/Sentence.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'
import evaluateStyles from './evaluate.module.css'

/** Variants that score the sample faces unless others are chosen: the two smallest to load. */
const SAMPLE_VARIANTS: readonly string[] = [ACCURATE_VARIANT, FAST_VARIANT]

/** Shows the scores of the bundled variants on the test faces, and scores any variant on the visitor's own photos. */
export function Evaluate() {
  const loading = useAppState((state) => state.loading)
  const tuned = useAppState((state) => state.tuned)
  const datasetImport = useImportDataset()
  const { dropping } = datasetImport
  const dataset = useAppState((state) => state.dataset)
  const { chosen, toggle } = useChosenSets(dataset)
  const { evaluation, progress } = useEvaluation()
  const shown = useShownFaces(dataset)
  const { start, by, scored, listed } = useSettings('evaluate')
  const known = [...VARIANTS, ...tuned.map(({ name }) => name)]
  const here = known.filter((name) => scored.includes(name))
  // A link may name tuned variants of another browser.
  const variants = here.length > 0 ? here : [ACCURATE_VARIANT]
  const [listing, setListing] = useState(false)
  const [sampleError, setSampleError] = useState<string>()
  const running = progress.phase === 'running'
  const own = useRef<HTMLElement>(null)

  // Leaving the view returns the networks to the page; the evaluation can be resumed later.
  useEffect(() => () => evaluation?.stop(), [evaluation])
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])

  const begin = async (given: Dataset, sets: typeof chosen, names: readonly string[]) => {
    setListing(true)
    showFaces('own', given)
    const skipped: Problem[] = [...given.problems]
    const photos = await listDatasetPhotos(given, sets, (problem) => skipped.push(problem))
    const next = new Evaluation(photos, skipped, { start, variants: names })
    setEvaluation(next)
    setListing(false)
    // Do not start if the view was left meanwhile.
    if (isOpen.current) await next.run()
  }
  const trySamples = async () => {
    setSampleError(undefined)
    const samples = await loadSampleDataset().catch(() => undefined)
    if (!samples) return setSampleError(TEXT.evaluate.samplesFailed)
    appStore.setState({ dataset: samples })
    // Precise alone would be compared with nothing but points that began as its own.
    const isAlone = variants.length === 1 && variants[0] === ACCURATE_VARIANT
    const names = isAlone ? known.filter((name) => SAMPLE_VARIANTS.includes(name)) : variants
    setSettings('evaluate', { scored: names })
    await begin(samples, selectSets(samples, []), names)
  }
  const scoreOwn = () => {
    own.current?.scrollIntoView({ block: 'nearest' })
    own.current?.querySelector('button')?.focus()
  }
  const failed = loading.phase === 'failed'

  return (
    <div className={`${labStyles.lab} ${datasetStyles.long} ${dropping ? datasetStyles.dropping : ''}`}>
      <section className={labStyles.plots} aria-label={TEXT.evaluate.results}>
        {shown === 'test' ? (
          <TestResults onScoreOwn={scoreOwn} />
        ) : (
          <OwnResults dataset={dataset} evaluation={evaluation} progress={progress} listing={listing} />
        )}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <Presets view="evaluate" />
        {(dataset ?? evaluation) && (
          <ControlGroup name="results">
            <div className={controlsStyles.segments} role="group" aria-label={TEXT.evaluate.shown}>
              {(['test', 'own'] as const).map((name) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={shown === name}
                  onClick={() => showFaces(name, dataset)}
                >
                  {name === 'test' ? TEXT.evaluate.test.faces : TEXT.evaluate.ownFaces}
                </button>
              ))}
            </div>
          </ControlGroup>
        )}
        <ControlGroup name="variants">
          {shown === 'test' ? (
            <VariantChoices
              known={VARIANTS}
              chosen={listed}
              choose={(names) => setSettings('evaluate', { listed: names })}
            />
          ) : (
            <VariantChoices
              known={known}
              chosen={variants}
              choose={(names) => setSettings('evaluate', { scored: names })}
            />
          )}
        </ControlGroup>
        <ControlGroup name="results">
          <RadioChoices
            legend={TEXT.evaluate.divideBy}
            name="by"
            values={NORMALISERS}
            chosen={by}
            format={(name) => TEXT.evaluate.distance(TEXT.evaluate.normalisers[name])}
            choose={(name) => setSettings('evaluate', { by: name })}
          />
        </ControlGroup>
        <ControlGroup name="source">
          <section ref={own} className={evaluateStyles.own} aria-label={TEXT.evaluate.ownHeading}>
            <h2>{TEXT.evaluate.ownHeading}</h2>
            {!dataset && <p>{TEXT.evaluate.own}</p>}
            <DatasetPicker dataset={dataset} datasetImport={datasetImport} />
            <button type="button" disabled={listing || running || failed} onClick={() => void trySamples()}>
              {TEXT.evaluate.trySamples}
            </button>
            {sampleError && (
              <p role="alert" className={datasetStyles.alert}>
                {sampleError}
              </p>
            )}
          </section>
          {dataset && shown === 'own' && (
            <>
              <SetChooser dataset={dataset} chosen={chosen} toggle={toggle} />
              <RadioChoices
                legend={TEXT.evaluate.startFrom}
                name="start"
                values={START_BOXES}
                chosen={start}
                format={(name) => TEXT.evaluate.startBoxes[name]}
                choose={(name) => setSettings('evaluate', { start: name })}
              />
              <div className={`${datasetStyles.buttons} ${evaluateStyles.go}`}>
                <button
                  type="button"
                  className={controlsStyles.primary}
                  disabled={listing || running || failed}
                  onClick={() => void begin(dataset, chosen, variants)}
                >
                  {evaluation ? TEXT.evaluate.startAgain : TEXT.evaluate.start}
                </button>
              </div>
            </>
          )}
        </ControlGroup>
        {dataset && shown === 'own' && (
          <ControlGroup name="methods">
            <MethodPicker dataset={dataset} />
          </ControlGroup>
        )}
        {failed && (
          <p role="alert" className={datasetStyles.alert}>
            {loading.message}
          </p>
        )}
        <p className={controlsStyles.hint}>
          <Sentence text={TEXT.evaluate.note} parts={{ command: <code>npm run evaluate</code> }} explained />
        </p>
      </aside>
    </div>
  )
}
