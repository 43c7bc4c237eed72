import { useEffect, useRef, useState } from 'react'
import { NORMALISERS } from '../../../evaluation/face-metrics.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { START_BOXES } from '../../state/address/choices.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { ACCURATE_VARIANT } from '../../state/state.ts'
import { useAppState } from '../../state/store.ts'
import type { Problem } from '../../media/dataset/dataset.ts'
import { listAnnotatedPhotos } from '../../media/dataset/annotated-photos.ts'
import { DatasetPicker } from '../../media/dataset/DatasetPicker.tsx'
import { SetChooser, useChosenSets } from '../../media/dataset/SetChooser.tsx'
import { useImportDataset } from '../../media/dataset/useImportDataset.ts'
import { setEvaluation, useEvaluation } from './current.ts'
import { Evaluation } from './evaluation.ts'
import { Problems } from '../../media/dataset/Problems.tsx'
import { EvaluationProgress } from './EvaluationProgress.tsx'
import { Results } from './Results.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'
import evaluateStyles from './evaluate.module.css'

/** Scores bundled and tuned variants on the visitor's own annotated photos. */
export function Evaluate() {
  const loading = useAppState((state) => state.loading)
  const tuned = useAppState((state) => state.tuned)
  const datasetImport = useImportDataset()
  const dataset = useAppState((state) => state.dataset)
  const { chosen, toggle } = useChosenSets(dataset)
  const { evaluation, progress } = useEvaluation()
  const { results, problems } = progress
  const { start, by, scored } = useSettings('evaluate')
  const known = [...VARIANTS, ...tuned.map(({ name }) => name)]
  const here = known.filter((name) => scored.includes(name))
  // A link may name tuned variants of another browser.
  const variants = here.length > 0 ? here : [ACCURATE_VARIANT]
  const [listing, setListing] = useState(false)
  const running = progress.phase === 'running'

  // Leaving the view returns the networks to the page; the evaluation can be resumed later.
  useEffect(() => () => evaluation?.stop(), [evaluation])
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])

  const begin = async () => {
    if (!dataset) return
    setListing(true)
    const skipped: Problem[] = [...dataset.problems]
    const photos = await listAnnotatedPhotos(dataset, chosen, (problem) => skipped.push(problem))
    const next = new Evaluation(photos, skipped, { start, variants })
    setEvaluation(next)
    setListing(false)
    // Do not start if the view was left meanwhile.
    if (isOpen.current) await next.run()
  }
  const toggleVariant = (name: string) => {
    const next = known.filter((other) => variants.includes(other) !== (other === name))
    if (next.length > 0) setSettings('evaluate', { scored: next })
  }
  const failed = loading.phase === 'failed'

  return (
    <div
      className={
        datasetImport.dropping
          ? `${labStyles.lab} ${datasetStyles.long} ${datasetStyles.dropping}`
          : `${labStyles.lab} ${datasetStyles.long}`
      }
    >
      <section className={labStyles.plots} aria-label={TEXT.evaluate.results}>
        {listing && <p role="status">{TEXT.evaluate.readingAnnotations}</p>}
        {evaluation && <EvaluationProgress evaluation={evaluation} onResume={() => void evaluation.run()} />}
        {evaluation && results.length > 0 && <Results evaluation={evaluation} results={results} by={by} />}
        {!dataset && !evaluation && (
          <div className={datasetStyles.empty}>
            <h2>{TEXT.evaluate.emptyHeading}</h2>
            <p>{TEXT.evaluate.empty}</p>
            <DatasetPicker dataset={dataset} datasetImport={datasetImport} />
          </div>
        )}
        {dataset && !evaluation && !listing && (
          <div className={datasetStyles.empty}>
            <h2>{TEXT.evaluate.ready(dataset.name)}</h2>
            <p>{TEXT.evaluate.readyHint}</p>
          </div>
        )}
        {evaluation && <Problems problems={problems} />}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <h2>{TEXT.evaluate.heading}</h2>
        <Presets view="evaluate" />
        {(dataset ?? evaluation) && <DatasetPicker dataset={dataset} datasetImport={datasetImport} />}
        {dataset && <SetChooser dataset={dataset} chosen={chosen} toggle={toggle} />}
        <fieldset>
          <legend>{TEXT.evaluate.variants}</legend>
          {known.map((name) => (
            <label key={name}>
              <input type="checkbox" checked={variants.includes(name)} onChange={() => toggleVariant(name)} />
              <ColourDot variant={name} />
              {formatVariantName(name)}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{TEXT.evaluate.startFrom}</legend>
          {START_BOXES.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="start"
                checked={start === name}
                onChange={() => setSettings('evaluate', { start: name })}
              />
              {TEXT.evaluate.startBoxes[name]}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{TEXT.evaluate.divideBy}</legend>
          {NORMALISERS.map((name) => (
            <label key={name}>
              <input
                type="radio"
                name="by"
                checked={by === name}
                onChange={() => setSettings('evaluate', { by: name })}
              />
              {TEXT.evaluate.distance(TEXT.evaluate.normalisers[name])}
            </label>
          ))}
        </fieldset>
        <div className={`${datasetStyles.buttons} ${evaluateStyles.go}`}>
          <button
            type="button"
            className={controlsStyles.primary}
            disabled={!dataset || listing || running || failed}
            onClick={() => void begin()}
          >
            {evaluation ? TEXT.evaluate.startAgain : TEXT.evaluate.start}
          </button>
        </div>
        {failed && (
          <p role="alert" className={datasetStyles.alert}>
            {loading.message}
          </p>
        )}
        <p className={controlsStyles.hint}>
          {TEXT.evaluate.noteBefore} <code>npm run evaluate</code>
          {TEXT.evaluate.noteAfter}
        </p>
      </aside>
    </div>
  )
}
