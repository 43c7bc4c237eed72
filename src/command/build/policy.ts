import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import { isMediapipeWorker, MEDIAPIPE_WORKER_POLICY } from '../../landmarker/mediapipe/policy.ts'

/** The style that @observablehq/plot puts into each of its drawings; src/app/ui/PlotFigure.tsx fixes the class. */
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
 * that a person chose. Addresses of scripts and workers pass src/landmarker/worker/trusted-types.ts, the one
 * policy of Trusted Types; text never becomes markup.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' 'sha256-${createHash('sha256').update(PLOT_STYLE).digest('base64')}'`,
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

/** Of what a page may ask a browser for, the camera alone. */
const PERMISSIONS = [
  'camera=(self)',
  ...['microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'midi', 'payment'].map(
    (name) => `${name}=()`,
  ),
].join(', ')

/** What the page is served with here, and should be elsewhere. A page in a frame could be made to ask for the camera. */
export const HEADERS = {
  'content-security-policy': `${POLICY}; frame-ancestors 'none'`,
  'permissions-policy': PERMISSIONS,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
} as const

/** Headers of one file, by its address: MediaPipe's own worker, loaded only when asked for, has its own policy. */
export function getHeaders(path: string): Record<string, string> {
  return isMediapipeWorker(path)
    ? { ...HEADERS, 'content-security-policy': MEDIAPIPE_WORKER_POLICY }
    : { ...HEADERS }
}

/** Sends these headers with `vite preview`, whose own setting knows one set for all files. */
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
