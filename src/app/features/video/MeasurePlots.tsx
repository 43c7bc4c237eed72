import { useMemo, useState, type KeyboardEvent } from 'react'
import { collectSeries, countFaces, readValues } from '../../../analysis/face-series.ts'
import type { VideoAnalysis } from '../../media/video/video-analysis.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { formatFigure } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { PlotFigure } from '../../ui/PlotFigure.tsx'
import { TEXT } from '../../ui/text.ts'
import { formatClipTime } from './format-time.ts'
import { createMeasurePlot, findMiddle, LINE_COLOURS, MEASURE_PLOTS } from './plot-options.ts'
import type { Player } from './player.ts'
import plotStyles from './plots.module.css'

interface Props {
  readonly analysis: VideoAnalysis
  readonly player: Player
  /** Time of the frame that is shown, in seconds. */
  readonly at: number
}

/** Frames that an arrow key and Page Up or Down move the cursor by. */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -25,
  PageUp: 25,
}

/** Plots of a face over the analysed frames; the cursor is at the frame that is shown, a click shows another one. */
export function MeasurePlots({ analysis, player, at }: Props) {
  const { rows, times } = analysis
  const [chosen, setChosen] = useState<number>()
  const count = rows.length
  const faces = useMemo(() => (count > 0 ? countFaces(rows) : []), [rows, count])
  const faceId = faces.some((face) => face.faceId === chosen) ? chosen : faces.at(0)?.faceId
  const [start, end] = [times.at(0) ?? 0, times.at(-1) ?? 0]
  const series = useMemo(
    () => (faceId === undefined || count === 0 ? undefined : collectSeries(rows, faceId)),
    [rows, faceId, count],
  )
  const options = useMemo(
    () => series && MEASURE_PLOTS.map((plot) => createMeasurePlot(plot, series, [start, end])),
    [series, start, end],
  )
  // A single frame has no course.
  if (!series || !options || faceId === undefined || end <= start) return null

  const index = Math.max(0, analysis.findFrame(at))
  const shown = analysis.getRows(index).find((row) => row.face && row.faceId === faceId)
  const values = shown && readValues(shown)
  const before = series.blinks.findLast((blink) => findMiddle(blink) < times[index]!)
  const after = series.blinks.find((blink) => findMiddle(blink) > (times.at(index + 1) ?? end))
  const step = (event: KeyboardEvent) => {
    const frames = KEY_STEPS[event.key]
    if (!frames) return
    event.preventDefault()
    player.seek(times[Math.min(times.length - 1, Math.max(0, index + frames))]!)
  }
  return (
    <section className={plotStyles.plots} aria-label={TEXT.video.plots.heading}>
      <div className={plotStyles.bar}>
        <label>
          {TEXT.video.plots.face}
          <select value={faceId} onChange={({ target }) => setChosen(Number(target.value))}>
            {faces.map((face) => (
              <option key={face.faceId} value={face.faceId}>
                {TEXT.video.plots.faceOf(face.faceId, face.frames)}
              </option>
            ))}
          </select>
        </label>
        <span>{TEXT.video.plots.blinks(series.blinks.length)}</span>
        <button type="button" disabled={!before} onClick={() => before && player.seek(findMiddle(before))}>
          {TEXT.video.plots.previousBlink}
        </button>
        <button type="button" disabled={!after} onClick={() => after && player.seek(findMiddle(after))}>
          {TEXT.video.plots.nextBlink}
        </button>
      </div>
      {MEASURE_PLOTS.map((plot, i) => {
        const figures = plot.names.map((name) => ({
          name,
          figure: formatFigure(values?.[name] ?? NaN, plot.decimals),
        }))
        const time = formatClipTime(at)
        const spoken = figures.map(({ name, figure }) => `${TEXT.video.plots.lines[name]} ${figure}`)
        const label = TEXT.video.plots.label(plot.title, faceId, formatClipTime(start), formatClipTime(end))
        return (
          <div key={plot.id} className={plotStyles.measure}>
            <PlotFigure
              title={plot.title}
              label={
                plot.id === 'eyes' ? `${label}, ${TEXT.video.plots.blinks(series.blinks.length)}` : label
              }
              options={options[i]!}
            >
              <input
                type="range"
                className={plotStyles.cursor}
                aria-label={TEXT.video.plots.cursor(plot.title)}
                aria-valuetext={[time, ...spoken].join(', ')}
                min={start}
                max={end}
                step="any"
                value={Math.min(end, Math.max(start, at))}
                onKeyDown={step}
                onChange={({ target }) => player.seek(Number(target.value))}
              />
            </PlotFigure>
            <ul className={plotStyles.legend}>
              {figures.map(({ name, figure }, k) => (
                <li key={name}>
                  <ColourDot variant={LINE_COLOURS[k]!} /> <Explained text={TEXT.video.plots.lines[name]} />{' '}
                  <b>{figure}</b>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}
