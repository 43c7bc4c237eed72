import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { findResult } from '../../state/results.ts'
import { useSettings } from '../../state/change-address.ts'
import { ACCURATE_VARIANT } from '../../state/state.ts'
import { formatCount } from '../../ui/format.ts'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { EmptyBox } from '../../ui/EmptyBox.tsx'
import { TEXT } from '../../ui/text.ts'
import { CedSection } from './CedSection.tsx'
import { FeatureAndYaw } from './FeatureAndYaw.tsx'
import { PairedTable } from './PairedTable.tsx'
import { ScoreTable } from './ScoreTables.tsx'
import { Terms } from './Terms.tsx'
import { useTestFaces } from './useTestFaces.ts'
import { WorstChoice } from './WorstChoice.tsx'
import { WorstOutlines } from './WorstOutlines.tsx'
import controlsStyles from '../../ui/controls.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'
import evaluateStyles from './evaluate.module.css'

/** Group of the test faces that look far to a side, as in the cards. */
const FAR_TURNED = 'yaw above 30°'

/** Paragraphs on what the results show, and what they do not. */
function Conclusions() {
  const { groups, cascade } = findResult(ACCURATE_VARIANT) ?? {}
  const turned = groups?.find(({ group }) => group === FAR_TURNED)?.faces
  return (
    <section className={evaluateStyles.block} aria-label={TEXT.evaluate.test.conclusions}>
      <h2>{TEXT.evaluate.test.conclusions}</h2>
      <p>{TEXT.evaluate.test.shows}</p>
      <p>
        {TEXT.evaluate.test.showsNot}
        {turned !== undefined && cascade && TEXT.evaluate.test.fewTurned(turned, formatCount(cascade.faces))}
      </p>
    </section>
  )
}

/** Results of the bundled variants on the test faces, which come with the page. */
export function TestResults({ onScoreOwn }: { readonly onScoreOwn: () => void }) {
  const { testFaces, failed, retry } = useTestFaces()
  const { by, listed, worst } = useSettings('evaluate')
  const variants = VARIANTS.filter((name) => listed.includes(name) && testFaces?.variants.includes(name))
  const ranking =
    variants.find((name) => name === worst) ?? variants.find((name) => name === ACCURATE_VARIANT)
  const shownWorst = ranking ?? variants.at(-1)
  return (
    <>
      <div className={evaluateStyles.head}>
        <h2>{TEXT.evaluate.test.question}</h2>
        <ControlGroup name="source">
          <button type="button" onClick={onScoreOwn}>
            {TEXT.evaluate.scoreOwn}
          </button>
        </ControlGroup>
      </div>
      <p>{TEXT.evaluate.test.intro}</p>
      {!testFaces && !failed && (
        <p role="status" className={evaluateStyles.loading}>
          {TEXT.evaluate.test.loading}
        </p>
      )}
      {failed && (
        <EmptyBox>
          <p role="alert" className={datasetStyles.alert}>
            {TEXT.evaluate.test.failed}
          </p>
          <div className={datasetStyles.buttons}>
            <button type="button" onClick={retry}>
              {TEXT.evaluate.test.retry}
            </button>
          </div>
        </EmptyBox>
      )}
      {testFaces && shownWorst && (
        <>
          <CedSection results={testFaces.results} names={variants} by={by} />
          <ScoreTable results={testFaces.results} variants={variants} by={by} />
          <Terms />
          <Conclusions />
          {variants.length > 1 && <PairedTable results={testFaces.results} names={variants} by={by} />}
          <h2>{TEXT.evaluate.worst}</h2>
          <WorstChoice variants={variants} ranking={shownWorst} />
          <p className={controlsStyles.hint}>{TEXT.evaluate.test.worstHint}</p>
          <WorstOutlines testFaces={testFaces} variant={shownWorst} by={by} />
          <FeatureAndYaw results={testFaces.results} variants={variants} by={by} />
        </>
      )}
    </>
  )
}
