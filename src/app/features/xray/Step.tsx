import { useEffect, useRef } from 'react'
import type { StepDrawing } from './step-drawings.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import pictureStyles from '../../canvas/picture.module.css'
import xrayStyles from './xray.module.css'

interface Props {
  readonly title: string
  /** Accessible name of the picture. */
  readonly label: string
  /** Lines of numbers, in pixels, degrees and milliseconds. */
  readonly numbers: readonly string[]
  readonly picture: StepDrawing | undefined
  readonly colour: string
  /** Laid over the picture. */
  readonly children?: React.ReactNode
}

/** One step of the pipeline: a picture and its numbers. */
export function Step({ title, label, numbers, picture, colour, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const draw = () => {
      element.width = Math.max(1, Math.round(element.clientWidth * devicePixelRatio))
      element.height = Math.max(1, Math.round(element.clientHeight * devicePixelRatio))
      const context = element.getContext('2d', SRGB)
      if (context) picture?.(context, devicePixelRatio, colour)
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(element)
    return () => observer.disconnect()
  }, [picture, colour])

  return (
    <li>
      <figure>
        <div className={`${pictureStyles.box} ${xrayStyles.picture}`}>
          <canvas ref={canvas} role="img" aria-label={label} />
          {children}
        </div>
        <figcaption>
          {title}
          {numbers.map((line, i) => (
            <span key={i} className={xrayStyles.number}>
              {line}
            </span>
          ))}
        </figcaption>
      </figure>
    </li>
  )
}
