import type { Catalogue } from '../../text.ts'

export const EDITOR: Catalogue['editor'] = {
  landmark: (number, feature) => `${number}, ${feature}`,
  otherFeature: 'Gesicht',
  point: 'Punkt',
  scope: 'Was bewegt wird',
  scopes: { point: 'Ein Punkt', feature: 'Merkmal', face: 'Gesicht' },
  label: (picture, landmark, shiftPixels) =>
    `${picture}. Punkt ${landmark}. Pfeiltasten bewegen ihn, mit Umschalt um ${shiftPixels} Pixel; eckige Klammern wählen einen anderen Punkt, Plus und Minus zoomen, Strg und Z macht rückgängig.`,
  noFace: (picture) => `${picture}. Kein Gesicht. Plus und Minus zoomen.`,
  box: (picture) =>
    `${picture}. Zieh einen Rahmen um ein Gesicht, oder drück die Eingabetaste, um einen in die Mitte zu setzen; Pfeiltasten verschieben das Bild, Escape bricht ab.`,
  zoom: 'Zoom',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  wholePicture: 'Ganz',
  wholePictureLabel: 'Das ganze Bild zeigen',
  toFace: 'Gesicht',
  toFaceLabel: 'Zum Gesicht zoomen',
}
