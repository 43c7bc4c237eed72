import { getSourceSize } from '../../landmarker/source.ts'
import { SRGB } from '../../landmarker/srgb.ts'
import { networks } from '../state/networks.ts'
import { isMirrored, type AppState } from '../state/state.ts'
import { appStore } from '../state/store.ts'
import { renderImage, type AnalysedImage, type Panel } from './render-image.ts'

/** Number of pictures drawn, and the last one, for tests. */
let drawnCount = 0
let lastDrawn: AnalysedImage | undefined

function exposePanels(image: AnalysedImage, panels: readonly Panel[]): void {
  const [first] = panels
  if (!first) return
  if (image !== lastDrawn) drawnCount++
  lastDrawn = image
  const { running } = networks
  window.wingmark = {
    faces: image.faces,
    ...getSourceSize(image.source),
    viewport: first.viewport,
    panels,
    frames: drawnCount,
    backend: running?.backend.name ?? '',
    place: running?.place,
    tensors: running?.tensors ?? 0,
    gpuBytes: running?.gpuBytes,
  }
}

function draw(canvas: HTMLCanvasElement): void {
  const state = appStore.getState()
  const { image, options, layers } = state
  if (!image) return
  const scene = { options, layers, mirrored: isMirrored(state), unit: devicePixelRatio, enlarges: true }
  const panels = renderImage(canvas, image, scene)
  if (__TEST_PROBES__) exposePanels(image, panels)
}

function clear(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d', SRGB)?.clearRect(0, 0, canvas.width, canvas.height)
}

const isRemoved = (state: AppState, before: AppState) => state.picture === 'none' && before.picture !== 'none'

/**
 * Draws the page's picture on a canvas whenever the picture, the canvas's size or how it is drawn changes. Returns a
 * function that ends it.
 */
export function showImageOn(canvas: HTMLCanvasElement): () => void {
  const observer = new ResizeObserver(() => {
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
    canvas.height = Math.round(canvas.clientHeight * devicePixelRatio)
    draw(canvas)
  })
  observer.observe(canvas)
  const unsubscribe = appStore.subscribe((state, before) => {
    if (isRemoved(state, before)) return clear(canvas)
    const { image, options, layers, hasPoses } = state
    const isSame =
      image === before.image &&
      options === before.options &&
      layers === before.layers &&
      hasPoses === before.hasPoses
    if (!isSame) draw(canvas)
  })
  draw(canvas)
  return () => {
    observer.disconnect()
    unsubscribe()
  }
}

/**
 * Calls `watcher` for every new picture, camera frames included, and when the picture is removed. Returns a function
 * that ends it.
 */
export function watchImage(watcher: () => void): () => void {
  return appStore.subscribe((state, before) => {
    if ((state.image && state.image !== before.image) || isRemoved(state, before)) watcher()
  })
}
