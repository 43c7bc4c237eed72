import type { DetectorHost } from './detector.ts'

/** MediaPipe on the page's own thread. */
export const PAGE_HOST: DetectorHost = {
  canvas: () => document.createElement('canvas'),

  load: (script) =>
    new Promise((resolve, reject) => {
      const tag = document.createElement('script')
      tag.src = script
      tag.onload = () => resolve()
      tag.onerror = () => {
        tag.remove()
        reject(new Error('its script could not be loaded'))
      }
      document.head.append(tag)
    }),
}
