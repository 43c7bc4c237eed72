import type { StepDrawing } from './step-drawings.ts'
import { DrawnPicture } from './DrawnPicture.tsx'
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
  return (
    <li>
      <figure>
        <DrawnPicture picture={picture} colour={colour} label={label}>
          {children}
        </DrawnPicture>
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
