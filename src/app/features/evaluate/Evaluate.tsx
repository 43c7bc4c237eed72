import { useEffect, useMemo, useRef, useState } from 'react'
import { NORMALISERS } from '../../../evaluation/face-metrics.ts'
import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { nameOf } from '../../ui/colours.ts'
import { Swatch } from '../../ui/ColourDot.tsx'
import { STRONG, type StudioState } from '../../state/state.ts'
import type { Studio } from '../../state/studio.ts'
import { numberOf } from '../../storage/tuned-name.ts'
import { useDataset, type Problem } from '../../media/dataset/dataset.ts'
import { photosOf } from '../../media/dataset/faces.ts'
import { Files } from '../../media/dataset/Files.tsx'
import { Sets, useSets } from '../../media/dataset/Sets.tsx'
import { useIntake } from '../../media/dataset/useImportDataset.ts'
import { among, useQuery } from '../../state/query.ts'
import { setEvaluation, useEvaluation } from './current.ts'
import { Evaluation } from './evaluation.ts'
import { STARTS } from './found-landmarks.ts'
import { Problems } from '../../media/dataset/Problems.tsx'
import { Progress } from './Progress.tsx'
import { Results } from './Results.tsx'
import { NORMALISER_NAMES, START_NAMES } from './labels.ts'
import '../../ui/lab.css'
import '../../media/dataset/dataset.css'
import './evaluate.css'

interface Props {
  readonly studio: Studio
  readonly state: StudioState
}

/** For `useQuery`: names of variants, of which tuned ones come only from the browser's database. */
function parseNames(list: string): readonly string[] | undefined {
  const names = list.split(',').filter((name) => VARIANTS.includes(name) || numberOf(name) !== undefined)
  return names.length > 0 ? names : undefined
}

/** Scores variants on a person's own annotated photos, shipped ones and those tuned in this browser. */
export function Evaluate({ studio, state: { engine, tuned } }: Props) {
  const intake = useIntake()
  const dataset = useDataset()
  const { chosen, toggle } = useSets(dataset)
  const { evaluation, version } = useEvaluation()
  const [start, setStart] = useQuery('start', STARTS[0], among(STARTS))
  const [by, setBy] = useQuery('by', NORMALISERS[0], among(NORMALISERS))
  const [named, setNamed] = useQuery<readonly string[]>('scored', [STRONG], parseNames, (list) =>
    list.join(','),
  )
  const known = [...VARIANTS, ...tuned.map(({ name }) => name)]
  const here = known.filter((name) => named.includes(name))
  // A link may name tuned variants that another browser keeps.
  const variants = here.length > 0 ? here : [STRONG]
  const [listing, setListing] = useState(false)
  const running = evaluation?.phase === 'running'

  // The networks are the page's: whoever leaves the view gets them back, and may go on later.
  useEffect(() => () => evaluation?.stop(), [evaluation])
  const open = useRef(false)
  useEffect(() => {
    open.current = true
    return () => {
      open.current = false
    }
  }, [])

  const begin = async () => {
    if (!dataset) return
    setListing(true)
    const problems: Problem[] = [...dataset.problems]
    const photos = await photosOf(dataset, chosen, (problem) => problems.push(problem))
    const next = new Evaluation(photos, problems, { start, variants })
    setEvaluation(next)
    setListing(false)
    // Whoever left while the list was made finds it at the start.
    if (open.current) await next.go(studio)
  }
  const toggleVariant = (name: string) => {
    const next = known.filter((other) => variants.includes(other) !== (other === name))
    if (next.length > 0) setNamed(next)
  }
  // Faces come in place, into one list: a copy a version tells plots and tables that there are more.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const results = useMemo(() => [...(evaluation?.results ?? [])], [evaluation, version])
  const failed = engine.phase === 'failed'

  return (
    <div className={intake.dropping ? 'lab lab-long lab-dropping' : 'lab lab-long'}>
      <section className="lab-plots" aria-label="Results">
        {listing && <p role="status">Reading the annotations …</p>}
        {evaluation && <Progress evaluation={evaluation} goOn={() => void evaluation.go(studio)} />}
        {evaluation && results.length > 0 && (
          <Results studio={studio} evaluation={evaluation} results={results} by={by} />
        )}
        {!dataset && !evaluation && (
          <div className="lab-empty">
            <h2>How well does it do on your photos?</h2>
            <p>
              Drop a folder or a zip here: photos with a .pts file of 68 points beside each, as 300W has it,
              or a dlib XML with its photos. They stay on this machine.
            </p>
            <Files dataset={dataset} intake={intake} />
          </div>
        )}
        {dataset && !evaluation && !listing && (
          <div className="lab-empty">
            <h2>{dataset.name} is ready</h2>
            <p>
              Choose the sets and variants to score and press Start. Results are shown as they come; you can
              stop at any time and go on later.
            </p>
          </div>
        )}
        {evaluation && <Problems problems={evaluation.problems} />}
      </section>
      <aside aria-label="Settings">
        <h2>Evaluate</h2>
        {(dataset ?? evaluation) && <Files dataset={dataset} intake={intake} />}
        {dataset && <Sets dataset={dataset} chosen={chosen} toggle={toggle} />}
        <fieldset>
          <legend>Variants</legend>
          {known.map((name) => (
            <label key={name}>
              <input type="checkbox" checked={variants.includes(name)} onChange={() => toggleVariant(name)} />
              <Swatch variant={name} />
              {nameOf(name)}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Start from</legend>
          {STARTS.map((name) => (
            <label key={name}>
              <input type="radio" name="start" checked={start === name} onChange={() => setStart(name)} />
              {START_NAMES[name]}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Divide by</legend>
          {NORMALISERS.map((name) => (
            <label key={name}>
              <input type="radio" name="by" checked={by === name} onChange={() => setBy(name)} />
              {NORMALISER_NAMES[name]} distance
            </label>
          ))}
        </fieldset>
        <div className="lab-buttons lab-go">
          <button
            type="button"
            className="primary"
            disabled={!dataset || listing || running || failed}
            onClick={() => void begin()}
          >
            {evaluation ? 'Start again' : 'Start'}
          </button>
        </div>
        {failed && (
          <p role="alert" className="lab-alert">
            {engine.message}
          </p>
        )}
        <p className="hint">
          As <code>npm run evaluate</code> does it: each variant alone, with its own CNN-6. Annotated box: the
          axis-aligned square around the true points, roll unknown. Detected box: a face that the detector
          does not find counts as a failure. Yaw: the coefficient along the training shapes’ component that
          turns the head.
        </p>
      </aside>
    </div>
  )
}
