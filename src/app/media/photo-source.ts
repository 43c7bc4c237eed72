import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker, Result } from '../../landmarker/landmarker.ts'
import { TEXT } from '../ui/text.ts'
import { cutPhoto } from './cut-photo.ts'
import { readPhoto } from './photo.ts'
import type { PictureStage } from './picture-stage.ts'
import type { Sample } from './samples.ts'

/** Photo as the stage's picture. */
export class PhotoSource {
  readonly #stage: PictureStage
  #photo: ImageBitmap | undefined

  constructor(stage: PictureStage) {
    this.#stage = stage
  }

  /** Opens a photo from a file, the clipboard or a drop. Returns its bitmap if it is shown. */
  open(file: Blob, name: string): Promise<ImageBitmap | undefined> {
    return this.#stage.requests.run('photo', TEXT.media.reading(name), (requestId) =>
      this.#open(requestId, file, name),
    )
  }

  /** Opens a sample photo of this site, or its part. */
  async openSample({ url, part }: Sample): Promise<void> {
    const { requests } = this.#stage
    const requestId = requests.start(TEXT.media.loadingSample)
    try {
      const response = await fetch(url)
      if (!response.ok) throw new Error(TEXT.media.serverAnswered(response.status))
      const photo = await response.blob()
      const file = part ? await cutPhoto(photo, part) : photo
      if (requests.isLatest(requestId)) await this.open(file, TEXT.media.theSample)
    } catch (error) {
      requests.fail(requestId, TEXT.media.sampleFailed(getErrorMessage(error)))
    }
  }

  /** Runs the photo through the current variants again. */
  async redetect(landmarker: Landmarker): Promise<void> {
    const photo = this.#photo
    const { requests } = this.#stage
    // A photo that is being opened checks the variants itself.
    if (!photo || requests.runningKind === 'photo') return
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
