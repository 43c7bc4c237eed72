import { formatCount, formatFaceCount } from '../format.ts'

/** Text about the camera, photos and samples, and the picture they give. */
export const MEDIA = {
  startCamera: 'Start camera',
  stopCamera: 'Stop camera',
  choosePhoto: 'Choose photo',
  photo: 'Photo',
  samplePhotos: 'Sample photos',
  sample: (label: string) => `Sample: ${label}`,
  samples: {
    one: 'one face',
    turned: 'a turned face',
    tilted: 'a tilted face',
    lookingDown: 'a face looking down',
    three: 'three faces',
    four: 'four faces',
    five: 'five faces',
    dark: 'three faces in the dark',
  },
  empty: 'Start the camera, choose, drop or paste a photo, or try a sample.',
  dropPhoto: 'Drop the photo',
  dropPhotoForLive: 'Drop the photo to open it in Live',
  picture: 'Picture',
  noPicture: 'No picture yet',
  cameraWith: (faces: number) => `Camera with ${formatFaceCount(faces)}, landmarks drawn on it`,
  clipWith: (faces: number) => `Sample clip with ${formatFaceCount(faces)}, landmarks drawn on it`,
  photoWith: (faces: number) => `Photo with ${formatFaceCount(faces)}, landmarks drawn on it`,
  noFaceInCamera: 'No face found. Look at the camera and make sure your face is well lit.',
  noFaceInPhoto:
    'No face found in this photo. Faces must be at least about 25 pixels wide and turned towards the camera.',
  startingCamera: 'Starting the camera',
  reading: (name: string) => `Reading ${name}`,
  findingFaces: 'Finding faces',
  loadingSample: 'Loading the sample',
  theSample: 'The sample photo',
  pastedPhoto: 'The pasted image',
  sampleFailed: (reason: string) =>
    `The sample photo could not be loaded: ${reason}. Check your connection and try again.`,
  serverAnswered: (status: number) => `the server answered ${status}`,
  loadingClip: 'Loading the sample clip',
  playClip: 'Play the sample clip',
  pauseClip: 'Pause',
  resumeClip: 'Play',
  clipFailed: (reason: string) =>
    `The sample clip could not be played: ${reason}. Start the camera, or try a sample photo.`,
  unnamedCamera: (number: number) => `Camera ${number}`,
  camera: {
    insecure: 'Browsers allow the camera only on https pages and on localhost.',
    denied: 'Camera access was denied. Allow it in the address bar and start again, or use a photo.',
    notFound: 'No camera found. Connect one and start again, or use a photo.',
    unavailable: 'The chosen camera is no longer connected. Start again to use another one, or use a photo.',
    inUse:
      'The camera is in use by another app or not responding. Close that app and start again, or use a photo.',
    failed: (reason: string) => `The camera could not be started: ${reason} You can use a photo instead.`,
    muted:
      'The camera is on but sends no image. Check its privacy switch or close other apps that use it; the picture resumes automatically.',
    revoked: 'Camera access was revoked. Allow it in the address bar and start again, or use a photo.',
    revokedOrGone:
      'Camera access was revoked, or the camera was disconnected. Start again and allow it, or use a photo.',
    disconnected: 'The camera was disconnected. Connect it and start again, or use a photo.',
  },
  photoErrors: {
    empty: (name: string) => `${name} is empty (0 bytes). Choose another file.`,
    drawing: (name: string) => `${name} is a drawing (SVG), not a photo. Export it as PNG or JPEG first.`,
    heic: (name: string) =>
      `${name} is a HEIC photo, which this browser cannot open. Export it as JPEG first.`,
    unreadable: (name: string) =>
      `${name} could not be read: it is damaged or in an unsupported format. Save it again as JPEG or PNG.`,
    notImage: (name: string) => `${name} is not an image. Choose a JPEG, PNG, WebP or AVIF photo.`,
    tooLarge: (name: string, width: number, height: number, maxMillions: number) =>
      `${name} has ${width} × ${height} pixels; the limit is ${formatCount(maxMillions)} million. Save a smaller copy.`,
    undrawable: (name: string, width: number, height: number) =>
      `${name} has ${width} × ${height} pixels, which this browser cannot draw. Save a smaller copy.`,
  },
  stats: {
    label: 'Statistics',
    frames: 'Frames',
    fps: 'fps',
    detection: 'Detection',
    stage1: 'Stage 1',
    stage2: 'Stage 2',
    faces: 'Faces',
    milliseconds: 'ms',
  },
  roll: (degrees: string) => `roll ${degrees}°`,
} as const
