import { formatCount, formatFaceCount } from '../format.ts'

/** Text of Annotate. */
export const ANNOTATE = {
  heading: 'Annotate',
  picture: 'Photo',
  emptyHeading: 'Correct the points of your own photos',
  empty:
    'Drop photos, a folder or a zip here. Faces are found for you to correct; points in .pts, .ljson, dlib XML or COCO files beside the photos are read. Nothing leaves this device.',
  choosePhotos: 'Choose photos',
  chooseFolder: 'Choose folder',
  sample: 'Try a sample photo',
  sampleName: 'sample.jpg',
  reading: 'Reading the files …',
  photos: 'Photos',
  photo: (name: string, number: number, all: number) =>
    all > 1 ? `${name}, photo ${formatCount(number)} of ${formatCount(all)}` : name,
  statuses: {
    failed: 'cannot be opened',
    unseen: 'not opened yet',
    untouched: 'untouched',
    edited: 'edited',
    saved: 'saved',
  },
  countOf: (number: number, all: number) => `${formatCount(number)} of ${formatCount(all)}`,
  previous: 'Previous',
  next: 'Next',
  closePhoto: 'Close photo',
  closeAll: 'Close all',
  loseOne: (name: string) => `The changes to ${name} are not saved.`,
  loseSome: (photos: number) =>
    photos === 1
      ? 'The changes to one photo are not saved.'
      : `The changes to ${formatCount(photos)} photos are not saved.`,
  closeAnyway: 'Close without saving',
  keepOpen: 'Keep open',
  points: 'Points',
  face: 'Face',
  faceNumber: (number: number, all: number) => `${number} of ${all}`,
  position: (x: string, y: string) => `x ${x}, y ${y}`,
  noFace: 'No face yet. Add one: a box is all that is needed.',
  noFaceFound: 'No face was found in this photo. Add one: draw a box around it.',
  noPhoto: 'No photo is open.',
  undo: 'Undo',
  redo: 'Redo',
  addFace: 'Add a face',
  drawBox: 'Draw a box around the face, from the brows to the chin.',
  removeFace: 'Remove face',
  findAgain: 'Find faces again',
  foundBy: (variant: string) => `${variant} finds the faces.`,
  variant: 'Another variant',
  save: 'Save',
  format: 'Format',
  formats: {
    pts: '.pts',
    dlib: 'dlib XML',
    coco: 'COCO key points',
    ljson: '.ljson of menpo',
  },
  saveButton: 'Save the points',
  savedAs: (name: string) => `Saved as ${name}.`,
  toSave: (faces: number, photos: number) =>
    `To save: ${formatFaceCount(faces)} in ${photos === 1 ? 'one photo' : `${formatCount(photos)} photos`}`,
  notOpened: (photos: number) =>
    photos === 1
      ? '; one photo that was not opened yet is left out.'
      : `; ${formatCount(photos)} photos that were not opened yet are left out.`,
  notSaved: (reason: string) => `The points could not be saved: ${reason}`,
  nothingToSave: 'there is no face in these photos.',
  unreadable: (path: string) => `${path} can no longer be read.`,
  keep: 'Keep my work on this device',
  keepHint:
    'Off: photos and points are gone when the page is closed. On: they are here at the next visit; switching it off deletes them.',
  shortcuts: 'Keys and gestures',
  keys: {
    arrows: ['Arrow keys', 'move by 1 pixel, with Shift by 10'],
    brackets: ['[ ]', 'previous or next point, also Page up and down'],
    scopes: ['1 2 3', 'move a point, its feature, the face'],
    faces: ['F', 'next face'],
    undo: ['Ctrl Z', 'undo; with Shift, redo'],
    zoom: ['+ − 0', 'zoom in, out, whole photo; also wheel and pinch'],
    zoomFace: ['Z', 'zoom to the face'],
    add: ['A', 'add a face'],
    remove: ['Delete', 'remove the face'],
    photos: ['N P', 'next or previous photo'],
    drag: ['Drag', 'a point moves it, the picture pans'],
  },
  drop: 'Drop photos or annotations',
  noNetworks: 'the networks could not be loaded. Reload the page to try again.',
  searchFailed: (reason: string) => `Faces could not be searched: ${reason}`,
  meanFace: (reason: string) =>
    `The points could not be found: ${reason} A mean face was put into the box; move its points.`,
  sampleFailed: (reason: string) => `The sample photo could not be loaded: ${reason}. Try again.`,
  nothingUsable: 'There is no photo and no annotation among these files.',
  neither: 'it is neither a photo nor a file of annotations',
  openAlready: 'a photo of this name is open already',
  annotatedTwice: (photo: string, kind: string) => `${photo} has taken its points from a ${kind} file`,
} as const
