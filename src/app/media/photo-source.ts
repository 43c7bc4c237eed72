import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker, Result } from '../../landmarker/landmarker.ts'
import { TEXT } from '../ui/text.ts'
import { cutPhoto } from './cut-photo.ts'
import { readPhoto } from './photo.ts'
import type { PictureStage } from './picture-stage.ts'
import { PORTRAITS, type Sample } from './samples.ts'

/** Photo as the stage's picture. */
export class PhotoSource {
  readonly #stage: PictureStage
  #photo: ImageBitmap | undefined
  /** Request for the face that X-ray opens by itself, and that face's photo once it is shown. */
  #offering: number | undefined
  #offeredPhoto: ImageBitmap | undefined

  constructor(stage: PictureStage) {
    this.#stage = stage
  }

  /** Opens a photo from a file, the clipboard or a drop. Returns its bitmap if it is shown. */
  open(file: Blob, name: string): Promise<ImageBitmap | undefined> {
    return this.#read(this.#stage.requests.start(TEXT.media.reading(name)), file, name)
  }

  /** Opens a sample photo of this site, or its part. */
  async openSample(sample: Sample): Promise<void> {
    const { requests } = this.#stage
    const requestId = requests.start(TEXT.media.loadingSample)
    try {
      await this.#fetchSample(requestId, sample)
    } catch (error) {
      requests.fail(requestId, TEXT.media.sampleFailed(getErrorMessage(error)))
    }
  }

  /** Opens a face that nobody asked for; if that fails, there is just none. */
  async openFace(): Promise<void> {
    const { requests } = this.#stage
    const requestId = requests.start(TEXT.media.loadingSample)
    this.#offering = requestId
    await requests.run('face', requestId, async () => {
      try {
        await this.#fetchSample(requestId, PORTRAITS[0]!)
      } catch {
        requests.fail(requestId, undefined)
      }
    })
    if (this.#offering === requestId) this.#offering = undefined
  }

  /** Closes the face that nobody asked for, shown or being loaded. */
  closeFace(): void {
    if (this.#stage.requests.isRunning('face')) this.#stage.requests.start(undefined)
    if (this.#offeredPhoto && this.#photo === this.#offeredPhoto) this.#stage.close()
  }

  /** Runs the photo through the current variants again. */
  async redetect(landmarker: Landmarker): Promise<void> {
    const photo = this.#photo
    const { requests } = this.#stage
    // A photo that is being opened checks the variants itself.
    if (!photo || requests.isRunning('photo')) return
    await this.#redetect(landmarker, photo)
  }

  async #redetect(landmarker: Landmarker, photo: ImageBitmap): Promise<void> {
    const { requests } = this.#stage
    const requestId = requests.start(TEXT.media.findingFaces)
    try {
      const result = await landmarker.detect(photo)
      if (requests.isLatest(requestId)) this.#present(landmarker, photo, result)
    } catch (error) {
      requests.fail(requestId, getErrorMessage(error))
    }
  }

  /** Downloads and opens a sample. @throws Error if it cannot be downloaded. */
  async #fetchSample(requestId: number, { url, part }: Sample): Promise<void> {
    const response = await fetch(url)
    if (!response.ok) throw new Error(TEXT.media.serverAnswered(response.status))
    const photo = await response.blob()
    const file = part ? await cutPhoto(photo, part) : photo
    if (this.#stage.requests.isLatest(requestId)) await this.#read(requestId, file, TEXT.media.theSample)
  }

  #read(requestId: number, file: Blob, name: string): Promise<ImageBitmap | undefined> {
    return this.#stage.requests.run('photo', requestId, () => this.#open(requestId, file, name))
  }

  async #open(requestId: number, file: Blob, name: string): Promise<ImageBitmap | undefined> {
    const { requests, store } = this.#stage
    let photo: ImageBitmap
    try {
      photo = await readPhoto(file, name)
    } catch (error) {
      requests.fail(requestId, getErrorMessage(error))
      return undefined
    }
    const landmarker = requests.isLatest(requestId) ? await this.#stage.awaitNetworks(requestId) : undefined
    if (!landmarker || !requests.isLatest(requestId)) {
      photo.close()
      return undefined
    }
    store.setState({ busy: TEXT.media.findingFaces })
    const { variants } = landmarker
    try {
      const result = await landmarker.detect(photo)
      if (!requests.isLatest(requestId)) {
        photo.close()
        return undefined
      }
      this.#stage.take(() => {
        photo.close()
        this.#photo = undefined
      })
      this.#photo = photo
      if (this.#offering === requestId) this.#offeredPhoto = photo
      this.#present(landmarker, photo, result)
      if (landmarker.variants !== variants) await this.#redetect(landmarker, photo)
      return this.#photo === photo ? photo : undefined
    } catch (error) {
      photo.close()
      requests.fail(requestId, getErrorMessage(error))
      return undefined
    }
  }

  #present(landmarker: Landmarker, photo: ImageBitmap, result: Result): void {
    const { faces, times } = result
    this.#stage.presenter.show({ source: photo, faces, times }, 'photo')
    this.#stage.pacer.judgePhoto(landmarker, result)
  }
}
