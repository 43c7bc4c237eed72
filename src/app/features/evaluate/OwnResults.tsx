import { useSettings } from '../../state/change-address.ts'
import type { Dataset } from '../../media/dataset/dataset.ts'
import { Problems } from '../../media/dataset/Problems.tsx'
import { isSampleDataset } from '../../media/dataset/sample-dataset.ts'
import type { Evaluation, EvaluationState } from './evaluation.ts'
import { EvaluationProgress } from './EvaluationProgress.tsx'
import { EvaluationResults } from './EvaluationResults.tsx'
import { EmptyBox } from '../../ui/EmptyBox.tsx'
import { TEXT } from '../../ui/text.ts'

interface Props {
  readonly dataset: Dataset | undefined
  readonly evaluation: Evaluation | undefined
  readonly progress: EvaluationState
  /** True while the annotations are listed. */
  readonly listing: boolean
}

/** Progress and results on the visitor's own photos, or what to do next. */
export function OwnResults({ dataset, evaluation, progress, listing }: Props) {
  const { by } = useSettings('evaluate')
  const { results, problems, phase } = progress
  return (
    <>
      <h2>{TEXT.evaluate.ownQuestion}</h2>
      {dataset && isSampleDataset(dataset) && <p>{TEXT.evaluate.sampleNote}</p>}
      {listing && <p role="status">{TEXT.evaluate.readingAnnotations}</p>}
      {evaluation && <EvaluationProgress evaluation={evaluation} onResume={() => void evaluation.run()} />}
      {evaluation && results.length > 0 && (
        <EvaluationResults evaluation={evaluation} results={results} by={by} running={phase === 'running'} />
      )}
      {dataset && !evaluation && !listing && (
        <EmptyBox heading={TEXT.evaluate.ready(dataset.name)}>
          <p>{TEXT.evaluate.readyHint}</p>
        </EmptyBox>
      )}
      {evaluation && <Problems problems={problems} />}
    </>
  )
}
