import type { FaceSet } from '../../../evaluation/face-sets.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import type { Dataset } from './dataset.ts'
import { TEXT } from '../../ui/text.ts'
import datasetStyles from './dataset.module.css'

/** Sets chosen by default: all folders with .pts files, or all XML files if there are none. */
function selectDefaultSets({ sets }: Dataset): readonly FaceSet[] {
  const pts = sets.filter(({ kind }) => kind === 'pts')
  return pts.length > 0 ? pts : sets
}

/** Returns the sets of these names, or the default ones if there are none. */
export function selectSets(dataset: Dataset, names: readonly string[]): readonly FaceSet[] {
  const named = dataset.sets.filter(({ name }) => names.includes(name))
  return named.length > 0 ? named : selectDefaultSets(dataset)
}

/** Chosen sets, stored by name in the address, and a function that toggles one. */
export function useChosenSets(dataset: Dataset | undefined) {
  const { sets: names } = useSettings('datasets')
  const chosen = dataset ? selectSets(dataset, names) : []
  const toggle = (set: FaceSet) => {
    const others = chosen.filter((other) => other !== set)
    const next = others.length < chosen.length ? others : [...chosen, set]
    if (next.length > 0) setSettings('datasets', { sets: next.map(({ name }) => name) })
  }
  return { chosen, toggle }
}

/** Name of a set and, if it is a folder, its number of faces. */
function formatSet(set: FaceSet): string {
  const name = set.name === '.' ? TEXT.dataset.looseFiles : set.name
  return set.kind === 'pts' ? TEXT.dataset.setWithCount(name, set.files.length) : name
}

interface Props {
  readonly dataset: Dataset
  readonly chosen: readonly FaceSet[]
  readonly toggle: (set: FaceSet) => void
}

/** Checkboxes for the folders and XML files to use. */
export function SetChooser({ dataset, chosen, toggle }: Props) {
  return (
    <fieldset className={datasetStyles.sets}>
      <legend>{TEXT.dataset.sets}</legend>
      {dataset.sets.map((set) => (
        <label key={set.name}>
          <input type="checkbox" checked={chosen.includes(set)} onChange={() => toggle(set)} />
          <span>{formatSet(set)}</span>
        </label>
      ))}
    </fieldset>
  )
}
