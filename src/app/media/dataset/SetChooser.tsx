import type { FaceSet } from '../../../evaluation/face-sets.ts'
import { useQuery } from '../../state/query.ts'
import type { Dataset } from './dataset.ts'

/** Without a choice: every folder with .pts files, or every XML where there are none. */
function selectDefaultSets({ sets }: Dataset): readonly FaceSet[] {
  const pts = sets.filter(({ kind }) => kind === 'pts')
  return pts.length > 0 ? pts : sets
}

/** The chosen sets of a data set, and how to choose others; the names stand in the address. */
export function useChosenSets(dataset: Dataset | undefined) {
  const [names, setNames] = useQuery<readonly string[]>(
    'sets',
    [],
    (list) => list.split('|').filter(Boolean),
    (list) => list.join('|'),
  )
  const named = dataset?.sets.filter(({ name }) => names.includes(name)) ?? []
  const chosen = named.length > 0 || !dataset ? named : selectDefaultSets(dataset)
  const toggle = (set: FaceSet) => {
    const others = chosen.filter((other) => other !== set)
    const next = others.length < chosen.length ? others : [...chosen, set]
    if (next.length > 0) setNames(next.map(({ name }) => name))
  }
  return { chosen, toggle }
}

interface Props {
  readonly dataset: Dataset
  readonly chosen: readonly FaceSet[]
  readonly toggle: (set: FaceSet) => void
}

/** Which folders and XML files count. */
export function SetChooser({ dataset, chosen, toggle }: Props) {
  return (
    <fieldset className="lab-sets">
      <legend>SetChooser</legend>
      {dataset.sets.map((set) => (
        <label key={set.name}>
          <input type="checkbox" checked={chosen.includes(set)} onChange={() => toggle(set)} />
          <span>
            {set.name === '.' ? 'files beside one another' : set.name}
            {set.kind === 'pts' && `, ${set.files.length.toLocaleString('en')}`}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
