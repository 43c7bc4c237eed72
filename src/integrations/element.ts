// Entry point `wingmark/element`: defines <wingmark-video> when it is imported.
import { defineWingmarkVideo } from './wingmark-video.ts'

export { defineWingmarkVideo, WingmarkVideo } from './wingmark-video.ts'

defineWingmarkVideo()
