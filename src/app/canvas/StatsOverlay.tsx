import { useAppState } from '../state/store.ts'
import { formatNumber } from '../ui/format.ts'
import { TEXT } from '../ui/text.ts'
import pictureStyles from './picture.module.css'

function number(value: number | undefined): string {
  return value === undefined ? '–' : formatNumber(value, 0)
}

/** Table over the picture's corner: medians over the last 30 frames. */
export function StatsOverlay() {
  const stats = useAppState((state) => state.stats)
  const faces = useAppState((state) => state.faces)
  const picture = useAppState((state) => state.picture)
  const view = useAppState(({ options }) => options.view)
  const rows: [string, string, string][] = [
    [TEXT.media.stats.detection, number(stats?.detection), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.stage1, number(stats?.stage1), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.stage2, number(stats?.stage2), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.faces, number(faces), ''],
  ]
  if (picture !== 'photo') rows.unshift([TEXT.media.stats.frames, number(stats?.fps), TEXT.media.stats.fps])
  return (
    <table
      className={
        view === 'compare'
          ? `${pictureStyles.statsOverlay} ${pictureStyles.compare}`
          : pictureStyles.statsOverlay
      }
      aria-label={TEXT.media.stats.label}
    >
      <tbody>
        {rows.map(([name, value, unit]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={pictureStyles.number}>{value}</td>
            <td className={pictureStyles.unit}>{unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
