import { useEffect, useRef } from 'react'
import { SRGB } from '../../../../landmarker/srgb.ts'
import insideStyles from './inside.module.css'

interface Props {
  /** Drawn pixel by pixel, enlarged. */
  readonly pixels: ImageData
  /** Accessible name. */
  readonly label: string
  readonly caption: string
}

/** Small picture of a map or a filter with its range. */
export function PixelPicture({ pixels, label, caption }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (!canvas.current) return
    canvas.current.width = pixels.width
    canvas.current.height = pixels.height
    canvas.current.getContext('2d', SRGB)?.putImageData(pixels, 0, 0)
  }, [pixels])
  return (
    <figure className={insideStyles.small}>
      <canvas ref={canvas} role="img" aria-label={label} />
      <figcaption aria-hidden="true">{caption}</figcaption>
    </figure>
  )
}
