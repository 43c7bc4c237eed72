import { useEffect, useRef } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { getSourceSize } from '../../../landmarker/source.ts'
import { measureFace } from '../../../measures/face-measures.ts'
import { findHeadPose, loadHeadPoses } from '../../canvas/head-poses.ts'
import { watchImage } from '../../canvas/shown-image.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { isMirrored } from '../../state/state.ts'
import { appStore } from '../../state/store.ts'
import { formatNumber } from '../../ui/format.ts'
import { Explained } from '../../ui/glossary/Explained.tsx'
import { TEXT } from '../../ui/text.ts'
import { drawMeasures } from './draw-measures.ts'
import { MeasureHistory, toShownValues, type MeasureName } from './measure-history.ts'
import controlsStyles from '../../ui/controls.module.css'
import styles from './measures.module.css'

interface MeasurePlot {
  readonly title: string
  readonly range: readonly [number, number]
  /** Decimals of the values shown. */
  readonly decimals: number
  readonly names: readonly MeasureName[]
}

const PLOTS: readonly MeasurePlot[] = [
  { title: TEXT.live.measures.eyes, range: [0, 0.5], decimals: 2, names: ['eyeLeft', 'eyeRight'] },
  { title: TEXT.live.measures.mouth, range: [0, 1], decimals: 2, names: ['mouthOpen'] },
  { title: TEXT.live.measures.head, range: [-60, 60], decimals: 0, names: ['yaw', 'pitch', 'roll'] },
]

/** Interval of updates of the numbers: at 30 a second they could not be read. */
const NUMBERS_INTERVAL_MS = 250

/** Formats a value with fixed decimals; small negative ones have no minus sign. */
const formatValue = (value: number, decimals: number) =>
  formatNumber(Number(value.toFixed(decimals)) + 0, decimals)

/** Collects the measures of the largest face from every picture of the page. Returns a function that ends it. */
function followMeasures(history: MeasureHistory, onChange: () => void): () => void {
  const add = () => {
    const state = appStore.getState()
    if (!state.image) {
      history.clear()
      return onChange()
    }
    const { source, faces } = state.image
    const face = faces.at(0)
    const variant = face && Object.keys(face.variants).at(0)
    const measures = face && measureFace(face.landmarks)
    const pose = face && variant ? findHeadPose({ ...face, variant }, getSourceSize(source))?.pose : undefined
    const values = measures && toShownValues(measures, pose, isMirrored(state))
    history.add(performance.now() / 1000, face?.id, values)
    onChange()
  }
  add()
  return watchImage(add)
}

function MeasurePlots() {
  const root = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = root.current
    if (!element) return
    const history = new MeasureHistory()
    const canvases = [...element.querySelectorAll('canvas')]
    const find = (name: string) => element.querySelector<HTMLElement>(`[data-measure="${name}"]`)
    let numbersAt = -Infinity
    let frame: number | undefined

    const showNumbers = () => {
      const last = history.samples.at(-1)?.values
      for (const { names, decimals } of PLOTS) {
        for (const name of names) {
          const output = find(name)
          const value = last?.[name]
          if (output) output.textContent = value === undefined ? '–' : formatValue(value, decimals)
        }
      }
      const blinks = find('blinks')
      if (blinks) blinks.textContent = String(history.blinks)
    }
    const draw = () => {
      frame = undefined
      const grid = getComputedStyle(element).borderColor
      for (const [i, { names, range }] of PLOTS.entries()) {
        const dots = [...(canvases[i]!.parentElement?.querySelectorAll('i') ?? [])]
        const lines = names.map((name, k) => ({ name, colour: getComputedStyle(dots[k]!).backgroundColor }))
        drawMeasures(canvases[i]!, history.samples, lines, range, grid)
      }
      const now = performance.now()
      if (now - numbersAt < NUMBERS_INTERVAL_MS) return
      numbersAt = now
      showNumbers()
    }
    const request = () => (frame ??= requestAnimationFrame(draw))
    const resize = () => {
      for (const canvas of canvases) {
        canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
        canvas.height = Math.round(canvas.clientHeight * devicePixelRatio)
      }
      numbersAt = -Infinity
      request()
    }
    const observer = new ResizeObserver(resize)
    observer.observe(element)
    let end = followMeasures(history, request)
    let ended = false
    loadHeadPoses().then(
      () => {
        if (ended) return
        end()
        numbersAt = -Infinity
        end = followMeasures(history, request)
      },
      (error: unknown) => appStore.setState({ alert: TEXT.live.poseNotLoaded(getErrorMessage(error)) }),
    )
    return () => {
      ended = true
      end()
      observer.disconnect()
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [])

  return (
    <div data-testid="measures" className={styles.measures} ref={root}>
      {PLOTS.map(({ title, names }) => (
        <figure key={title}>
          <figcaption>
            <Explained text={title} />
          </figcaption>
          <canvas role="img" aria-label={TEXT.live.measures.plot(title)} />
          <div className={styles.values}>
            {names.map((name) => (
              <span key={name}>
                <i className={styles.dot} />
                <Explained text={TEXT.live.measures[name]} />{' '}
                <b className={styles.number} data-measure={name} />
              </span>
            ))}
          </div>
        </figure>
      ))}
      <p>
        {TEXT.live.measures.blinks} <b data-measure="blinks" />
      </p>
      <p className={controlsStyles.hint}>{TEXT.live.measures.hint}</p>
    </div>
  )
}

/** Running plots of the largest face's eyes, mouth and pose; folded unless the address says otherwise. */
export function Measures() {
  const { measures } = useSettings('single')
  return (
    <details
      open={measures}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== measures) setSettings('single', { measures: currentTarget.open })
      }}
    >
      <summary>{TEXT.live.measures.heading}</summary>
      {measures && <MeasurePlots />}
    </details>
  )
}
