import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import { isMediapipeWorker, MEDIAPIPE_WORKER_POLICY } from '../../landmarker/mediapipe/policy.ts'

/** Style that @observablehq/plot puts into each plot; src/app/ui/PlotFigure.tsx sets the class. */
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
 * Content security policy: nothing is sent to other origins. 'wasm-unsafe-eval' compiles WebAssembly; blob: shows
 * chosen photos, and plays clips and chosen videos. Script and worker URLs pass the only Trusted Types policy,
 * src/landmarker/worker/trusted-types.ts; text never becomes markup.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' 'sha256-${createHash('sha256').update(PLOT_STYLE).digest('base64')}'`,
  "img-src 'self' blob:",
  'media-src blob:',
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

/** Permissions policy: camera only. */
const PERMISSIONS = [
  'camera=(self)',
  ...['microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'midi', 'payment'].map(
    (name) => `${name}=()`,
  ),
].join(', ')

/** Headers for serving the page. Framing is forbidden, since a framed page could be made to ask for the camera. */
export const HEADERS = {
  'content-security-policy': `${POLICY}; frame-ancestors 'none'`,
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
} as const

/** Returns the headers of a file by its path; MediaPipe's worker, loaded only on request, has its own policy. */
export function getHeaders(path: string): Record<string, string> {
  return isMediapipeWorker(path)
    ? { ...HEADERS, 'content-security-policy': MEDIAPIPE_WORKER_POLICY }
    : { ...HEADERS }
}

/** Plugin that sends these headers with `vite preview`, whose setting has only one set for all files. */
export const previewHeaders: Plugin = {
  name: 'preview-headers',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      for (const [name, value] of Object.entries(getHeaders(pathname))) response.setHeader(name, value)
      next()
    })
  },
}
