import { createHash } from 'node:crypto'

/** The style that @observablehq/plot puts into each of its drawings; src/app/lab/PlotFigure.tsx fixes the class. */
const PLOT_STYLE = `:where(.wingmark-plot) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.wingmark-plot text),
:where(.wingmark-plot tspan) {
  white-space: pre;
}`

/**
 * Nothing leaves the page's own origin. 'wasm-unsafe-eval' compiles WebAssembly; blob: shows photos
 * that a person chose.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' 'sha256-${createHash('sha256').update(PLOT_STYLE).digest('base64')}'`,
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
