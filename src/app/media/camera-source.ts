import { TEXT } from '../ui/text.ts'
import {
  closeCamera,
  describeCameraEnd,
  describeCameraError,
  getCameraId,
  listCameras,
  openCamera,
  playStream,
  watchCamera,
} from './camera.ts'
import type { PictureStage } from './picture-stage.ts'

/** Camera as the stage's picture. */
export class CameraSource {
  readonly #stage: PictureStage
  #stream: MediaStream | undefined

  constructor(stage: PictureStage) {
    this.#stage = stage
  }

  /** Starts a camera, or switches to another one. */
  async start(id: string | undefined): Promise<void> {
    const { requests, store } = this.#stage
    const requestId = requests.start(TEXT.media.startingCamera)
    await requests.run('camera', requestId, async () => {
      try {
        await this.#open(requestId, id)
      } catch (error) {
        if (!requests.isLatest(requestId)) return
        this.#stage.clearPending()
        store.setState({ busy: undefined, alert: describeCameraError(error) })
      }
    })
  }

  /** Stops the camera, running or starting. */
  stop(): void {
    if (this.#stage.requests.isRunning('camera')) this.#stage.requests.start(undefined)
    if (this.#stream) this.#stage.clear()
  }

  async #open(requestId: number, id: string | undefined): Promise<void> {
    const { requests, store } = this.#stage
    const stream = await openCamera(id)
    if (!requests.isLatest(requestId)) return closeCamera(stream)
    this.#stage.take(() => {
      closeCamera(stream)
      this.#stream = undefined
    }, true)
    this.#stream = stream
    this.#watch(stream)
    store.setState({ camera: getCameraId(stream) })
    void this.#offerCameras(stream)
    const landmarker = await this.#stage.awaitNetworks(requestId)
    if (!landmarker) return
    const video = await playStream(stream)
    // A later request has closed the camera.
    if (requests.isLatest(requestId)) this.#stage.track(landmarker, video, 'camera')
  }

  /** Lists the cameras to switch to; none if the browser does not tell. */
  async #offerCameras(stream: MediaStream): Promise<void> {
    const cameras = await listCameras().catch(() => [])
    if (this.#stream === stream) this.#stage.store.setState({ cameras })
  }

  /** Reports interruptions of the camera to the user. */
  #watch(stream: MediaStream): void {
    const { requests, store } = this.#stage
    const whileOn = (listener: () => void) => () => {
      if (this.#stream === stream) listener()
    }
    watchCamera(stream, {
      ended: whileOn(() => {
        const requestId = this.#stage.close()
        void describeCameraEnd().then((alert) => requests.fail(requestId, alert))
      }),
      muted: whileOn(() => store.setState({ alert: TEXT.media.camera.muted })),
      unmuted: whileOn(() => {
        if (store.getState().alert === TEXT.media.camera.muted) store.setState({ alert: undefined })
      }),
    })
  }
}
