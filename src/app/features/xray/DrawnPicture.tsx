import { useEffect, useRef, type ReactNode } from 'react'
import type { Point } from '../../../geometry/point.ts'
import { SRGB } from '../../../landmarker/srgb.ts'
import type { StepDrawing } from './step-drawings.ts'
import pictureStyles from '../../canvas/picture.module.css'
import xrayStyles from './xray.module.css'

interface Props {
  readonly picture: StepDrawing | undefined
  readonly colour: string
  /** Accessible name of the picture. */
  readonly label: string
  /** Takes the place of a click, in shares of the sides. The same can be done by keyboard elsewhere. */
  readonly onPick?: (place: Point) => void
  /** Laid over the picture. */
  readonly children?: ReactNode
}

/** Canvas that is drawn anew whenever its size changes. */
export function DrawnPicture({ picture, colour, label, onPick, children }: Props) {
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
    <div className={`${pictureStyles.box} ${xrayStyles.picture}`}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        className={onPick && xrayStyles.pickable}
        onClick={
          onPick &&
          (({ currentTarget, clientX, clientY }) => {
            const { left, top, width, height } = currentTarget.getBoundingClientRect()
            onPick([(clientX - left) / width, (clientY - top) / height])
          })
        }
      />
      {children}
    </div>
  )
}
