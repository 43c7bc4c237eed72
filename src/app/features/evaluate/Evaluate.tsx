import { useEffect, useMemo, useRef, useState } from 'react'
import { NORMALISERS } from '../../../evaluation/face-metrics.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { ACCURATE_VARIANT, type AppState } from '../../state/state.ts'
import type { AppController } from '../../state/app-controller.ts'
import { parseTunedNumber } from '../../storage/tuned-name.ts'
import { useDataset, type Problem } from '../../media/dataset/dataset.ts'
import { listAnnotatedPhotos } from '../../media/dataset/annotated-photos.ts'
import { DatasetPicker } from '../../media/dataset/DatasetPicker.tsx'
import { SetChooser, useChosenSets } from '../../media/dataset/SetChooser.tsx'
import { useImportDataset } from '../../media/dataset/useImportDataset.ts'
import { parseOneOf, useQuery } from '../../state/query.ts'
import { setEvaluation, useEvaluation } from './current.ts'
import { Evaluation } from './evaluation.ts'
import { START_BOXES } from './found-landmarks.ts'
import { Problems } from '../../media/dataset/Problems.tsx'
import { EvaluationProgress } from './EvaluationProgress.tsx'
import { Results } from './Results.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { TEXT } from '../../ui/text.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'
import evaluateStyles from './evaluate.module.css'

interface Props {
  readonly app: AppController
  readonly state: AppState
}

/** Parses a list of variant names; names of tuned variants are checked later, when the database is read. */
function parseNames(list: string): readonly string[] | undefined {
  const names = list
    .split(',')
    .filter((name) => VARIANTS.includes(name) || parseTunedNumber(name) !== undefined)
  return names.length > 0 ? names : undefined
}

/** Scores bundled and tuned variants on the visitor's own annotated photos. */
export function Evaluate({ app, state: { loading, tuned } }: Props) {
  const datasetImport = useImportDataset()
  const dataset = useDataset()
  const { chosen, toggle } = useChosenSets(dataset)
  const { evaluation, version } = useEvaluation()
  const [start, setStart] = useQuery('start', START_BOXES[0], parseOneOf(START_BOXES))
  const [by, setBy] = useQuery('by', NORMALISERS[0], parseOneOf(NORMALISERS))
  const [named, setNamed] = useQuery<readonly string[]>('scored', [ACCURATE_VARIANT], parseNames, (list) =>
    list.join(','),
  )
  const known = [...VARIANTS, ...tuned.map(({ name }) => name)]
  const here = known.filter((name) => named.includes(name))
  // A link may name tuned variants of another browser.
  const variants = here.length > 0 ? here : [ACCURATE_VARIANT]
  const [listing, setListing] = useState(false)
  const running = evaluation?.phase === 'running'

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
    const problems: Problem[] = [...dataset.problems]
    const photos = await listAnnotatedPhotos(dataset, chosen, (problem) => problems.push(problem))
    const next = new Evaluation(photos, problems, { start, variants })
    setEvaluation(next)
    setListing(false)
    // Do not start if the view was left meanwhile.
    if (isOpen.current) await next.run(app)
  }
  const toggleVariant = (name: string) => {
    const next = known.filter((other) => variants.includes(other) !== (other === name))
    if (next.length > 0) setNamed(next)
  }
  // The list is mutated: a copy per version re-renders plots and tables.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const results = useMemo(() => [...(evaluation?.results ?? [])], [evaluation, version])
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
        {evaluation && (
          <EvaluationProgress evaluation={evaluation} onResume={() => void evaluation.run(app)} />
        )}
        {evaluation && results.length > 0 && (
          <Results app={app} evaluation={evaluation} results={results} by={by} />
        )}
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
        {evaluation && <Problems problems={evaluation.problems} />}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <h2>{TEXT.evaluate.heading}</h2>
        <Presets app={app} view="evaluate" />
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
              <input type="radio" name="start" checked={start === name} onChange={() => setStart(name)} />
              {TEXT.evaluate.startBoxes[name]}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{TEXT.evaluate.divideBy}</legend>
          {NORMALISERS.map((name) => (
            <label key={name}>
              <input type="radio" name="by" checked={by === name} onChange={() => setBy(name)} />
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
