import { LandmarkOverlay, OVERLAY_STYLE } from './overlay.ts'
import { startVideoLandmarks, type VideoLandmarksOptions } from './video-landmarks.ts'

/** Attributes that are those of the video inside. */
const VIDEO_ATTRIBUTES = ['src', 'autoplay', 'loop', 'controls', 'crossorigin', 'poster'] as const
/** Attributes of the landmarks and their drawing. */
const OWN_ATTRIBUTES = ['variant', 'backend', 'assets', 'max-faces', 'colour', 'mirrored'] as const
/** Attributes whose change loads the networks anew. */
const LOADING_ATTRIBUTES: readonly string[] = ['variant', 'backend', 'assets', 'max-faces']

// Servers have no elements: there the class is never used, but the module can be imported.
const ElementBase = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

/**
 * `<wingmark-video>`: a video with the landmarks of its faces drawn over it. Attributes: `src`, `autoplay`, `loop`,
 * `controls`, `crossorigin`, `poster` of the video; `variant`, `backend`, `assets`, `max-faces` of the landmarker;
 * `colour`, `mirrored`. The property `stream` shows a camera. Events: `ready` (detail: Landmarker), `landmarks`
 * (detail: TrackResult of each frame) and `failed` (detail: the error).
 */
export class WingmarkVideo extends ElementBase {
  static readonly observedAttributes = [...VIDEO_ATTRIBUTES, ...OWN_ATTRIBUTES]

  #parts:
    | {
        readonly video: HTMLVideoElement
        readonly overlay: LandmarkOverlay
        readonly canvas: HTMLCanvasElement
      }
    | undefined
  #stop: (() => void) | undefined
  #starting = false

  /** The video inside; undefined until the element is first in a document. */
  get video(): HTMLVideoElement | undefined {
    return this.#parts?.video
  }

  /** The camera's stream that is shown instead of `src`. */
  get stream(): MediaStream | null {
    return (this.#parts?.video.srcObject as MediaStream | null | undefined) ?? null
  }

  set stream(stream: MediaStream | null) {
    this.#build().video.srcObject = stream
  }

  connectedCallback(): void {
    this.#build()
    this.#start()
  }

  disconnectedCallback(): void {
    this.#end()
  }

  attributeChangedCallback(name: string): void {
    if (!this.#parts) return
    this.#applyAttribute(name)
    if (this.#stop && LOADING_ATTRIBUTES.includes(name)) {
      this.#end()
      this.#start()
    }
  }

  #build() {
    if (this.#parts) return this.#parts
    const root = this.attachShadow({ mode: 'open' })
    const video = document.createElement('video')
    const canvas = document.createElement('canvas')
    video.muted = true
    video.playsInline = true
    Object.assign(video.style, { display: 'block', width: '100%' })
    Object.assign(canvas.style, OVERLAY_STYLE)
    const box = document.createElement('div')
    box.style.position = 'relative'
    box.append(video, canvas)
    root.append(box)
    if (!this.style.display) this.style.display = 'inline-block'
    this.#parts = { video, canvas, overlay: new LandmarkOverlay(canvas) }
    for (const name of WingmarkVideo.observedAttributes) this.#applyAttribute(name)
    return this.#parts
  }

  #applyAttribute(name: string): void {
    const { video, canvas } = this.#build()
    const value = this.getAttribute(name)
    if (name === 'mirrored') {
      for (const part of [video, canvas]) part.style.transform = value === null ? '' : 'scaleX(-1)'
    } else if (VIDEO_ATTRIBUTES.some((known) => known === name)) {
      if (value === null) video.removeAttribute(name)
      else video.setAttribute(name, value)
    }
  }

  #start(): void {
    // Attributes that are set together start the networks once.
    if (this.#starting) return
    this.#starting = true
    queueMicrotask(() => {
      this.#starting = false
      if (!this.isConnected || this.#stop) return
      const { video, overlay } = this.#build()
      this.#stop = startVideoLandmarks(video, this.#readOptions(), {
        onReady: (detail) => this.dispatchEvent(new CustomEvent('ready', { detail })),
        onResult: (detail) => {
          const colour = this.getAttribute('colour')
          overlay.show(detail, colour ? { colour } : {})
          this.dispatchEvent(new CustomEvent('landmarks', { detail }))
        },
        onError: (detail) => {
          overlay.clear()
          this.dispatchEvent(new CustomEvent('failed', { detail }))
        },
      })
    })
  }

  #end(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#parts?.overlay.clear()
  }

  #readOptions(): VideoLandmarksOptions {
    const [variant, backend, assets, faces] = LOADING_ATTRIBUTES.map((name) => this.getAttribute(name))
    return {
      ...(variant && { variant }),
      ...(backend && { backend: backend as VideoLandmarksOptions['backend'] }),
      ...(assets && { assets }),
      ...(faces && { maxFaces: Number(faces) }),
    }
  }
}

/** Defines the element `<wingmark-video>`, unless a page has one already. Does nothing on a server. */
export function defineWingmarkVideo(name = 'wingmark-video'): void {
  if (!('customElements' in globalThis) || customElements.get(name)) return
  customElements.define(name, WingmarkVideo)
}
