import type { AppState } from '../state/state.ts'
import { TEXT } from '../ui/text.ts'

function number(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(0)
}

/** Table over the picture's corner: medians over the last 30 frames. */
export function StatsOverlay({ state }: { readonly state: AppState }) {
  const { stats, faces, picture, options } = state
  const rows: [string, string, string][] = [
    [TEXT.media.stats.detection, number(stats?.detection), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.stage1, number(stats?.stage1), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.stage2, number(stats?.stage2), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.faces, number(faces), ''],
  ]
  if (picture === 'camera') rows.unshift([TEXT.media.stats.frames, number(stats?.fps), TEXT.media.stats.fps])
  return (
    <table className={`stats-overlay ${options.view}`} aria-label={TEXT.media.stats.label}>
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
