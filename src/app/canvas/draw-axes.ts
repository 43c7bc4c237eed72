import { strokeTwice } from './draw.ts'
import { getPoseModules, type SeenPose } from './head-poses.ts'
import { toCanvasPoint, type Viewport } from './viewport.ts'

/** Colours of a head's axes, as in most tools: x red, y green, z blue; light enough on dark pictures. */
const AXIS_COLOURS = { right: '#ff5c5c', down: '#4ade80', forward: '#6cb2ff' } as const

/** Draws a head's axes from the tip of its nose: to the right of the picture, towards the chin, and forward. */
export function drawHeadAxes(
  context: CanvasRenderingContext2D,
  { pose, camera }: SeenPose,
  viewport: Viewport,
  unit: number,
): void {
  const axes = getPoseModules()?.axes.projectAxes(pose, camera)
  if (!axes) return
  const origin = toCanvasPoint(viewport, axes.origin)
  for (const name of ['right', 'down', 'forward'] as const) {
    const path = new Path2D()
    path.moveTo(...origin)
    path.lineTo(...toCanvasPoint(viewport, axes[name]))
    strokeTwice(context, path, AXIS_COLOURS[name], 2.5 * unit)
  }
}
