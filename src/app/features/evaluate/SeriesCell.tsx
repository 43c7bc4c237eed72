import { ColourDot } from '../../ui/ColourDot.tsx'
import { useMethods } from './current.ts'
import { formatSeriesName } from './methods.ts'
import evaluateStyles from './evaluate.module.css'

/** Head of a row about a variant or a method. */
export function SeriesCell({ name }: { readonly name: string }) {
  return (
    <th scope="row" className={evaluateStyles.series}>
      <ColourDot variant={name} />
      {formatSeriesName(name, useMethods())}
    </th>
  )
}
