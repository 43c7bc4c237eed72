import { useAppState } from '../state/store.ts'
import { formatNumber } from '../ui/format.ts'
import { TEXT } from '../ui/text.ts'
import pictureStyles from './picture.module.css'

function number(value: number | undefined): string {
  return value === undefined ? '–' : formatNumber(value, 0)
}

/** Statistics in a line below the picture, which keeps its place while there are none: medians over 30 frames. */
export function StatsLine() {
  const stats = useAppState((state) => state.stats)
  const faces = useAppState((state) => state.faces)
  const picture = useAppState((state) => state.picture)
  const isShown = useAppState(({ layers }) => layers.figures)
  if (!isShown) return null
  const rows: [string, string, string][] = [
    [TEXT.media.stats.detection, number(stats?.detection), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.stage1, number(stats?.stage1), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.stage2, number(stats?.stage2), TEXT.media.stats.milliseconds],
    [TEXT.media.stats.faces, number(faces), ''],
  ]
  if (picture !== 'photo') rows.unshift([TEXT.media.stats.frames, number(stats?.fps), TEXT.media.stats.fps])
  return (
    <table className={pictureStyles.statsLine} aria-label={TEXT.media.stats.label}>
      <tbody>
        {rows.map(([name, value, unit]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={pictureStyles.number}>{value}</td>
            <td>{unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
