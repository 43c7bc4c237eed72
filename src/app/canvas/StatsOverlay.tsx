import type { AppState } from '../state/state.ts'

function number(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(0)
}

/** Small, steady figures in the picture's corner: medians over the last 30 frames. */
export function StatsOverlay({ state }: { readonly state: AppState }) {
  const { stats, faces, picture, options } = state
  const rows: [string, string, string][] = [
    ['Detection', number(stats?.detection), 'ms'],
    ['Stage 1, CNN-6', number(stats?.stage1), 'ms'],
    ['Stage 2, CNN-7', number(stats?.stage2), 'ms'],
    ['Faces', number(faces), ''],
  ]
  if (picture === 'camera') rows.unshift(['Frames', number(stats?.fps), 'fps'])
  return (
    <table className={`overlay ${options.view}`} aria-label="Figures">
      <tbody>
        {rows.map(([name, value, unit]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{value}</td>
            <td className="unit">{unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
