/** Text of the editor of landmarks, which several views have. */
export const EDITOR = {
  landmark: (number: number, feature: string) => `${number}, ${feature}`,
  otherFeature: 'face',
  point: 'Point',
  scope: 'What moves',
  scopes: { point: 'One point', feature: 'Its feature', face: 'The face' },
  label: (picture: string, landmark: string, shiftPixels: number) =>
    `${picture}. Point ${landmark}. Arrow keys move it, with Shift by ${shiftPixels} pixels; brackets choose another point, plus and minus zoom, Control and Z undoes.`,
  noFace: (picture: string) => `${picture}. No face. Plus and minus zoom.`,
  box: (picture: string) =>
    `${picture}. Drag a box around a face, or press Enter to add one in the middle; arrow keys move the picture, Escape cancels.`,
  zoom: 'Zoom',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholePicture: 'Whole',
  wholePictureLabel: 'Show the whole picture',
  toFace: 'Face',
  toFaceLabel: 'Zoom to the face',
} as const
