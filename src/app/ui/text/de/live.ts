import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

export const LIVE: Catalogue['live'] = {
  whatThisIs: 'Wingmark findet 68 Punkte auf jedem Gesicht in einem Video oder Foto, live in deinem Browser.',
  save: 'Sichern',
  notSaved: (format, reason) => `${format} konnte nicht gesichert werden: ${translateData(reason)}.`,
  show: 'Zeigen',
  layers: {
    contours: 'Konturen',
    points: 'Punkte',
    box: 'Rahmen und Rollwinkel',
    pose: 'Kopfhaltung',
    figures: 'Statistik',
  },
  poseNotLoaded: (reason) =>
    `Die Kopfhaltung konnte nicht geladen werden: ${translateData(reason)}. Versuch es noch einmal.`,
  measures: {
    heading: 'Messwerte',
    hint: 'Vom größten Gesicht, über die letzten zehn Sekunden. Winkel in Grad, wie das Bild sie zeigt.',
    noFace: 'Gemessen wird, sobald ein Gesicht da ist.',
    eyes: 'Seitenverhältnis der Augen',
    mouth: 'Seitenverhältnis des Mundes',
    head: 'Kopfhaltung',
    eyeLeft: 'links',
    eyeRight: 'rechts',
    mouthOpen: 'Mund',
    yaw: 'Gieren',
    pitch: 'Nicken',
    roll: 'Rollen',
    blinks: 'Lidschläge',
    plot: (name) => `${name} über die letzten zehn Sekunden`,
  },
  picture: 'Bild',
  zoom: 'Zum Gesicht zoomen',
  mirror: 'Kamera spiegeln',
  camera: 'Kamera',
  runOn: 'Ausführen mit',
  bestBackend: 'Automatisch',
  backends: { webgpu: 'WebGPU', wasm: 'WASM', webgl: 'WebGL' },
  smoothing: 'Glättung',
  smooth: 'Landmarken der Kamera glätten',
  hertz: 'Hz',
  atRest: 'In Ruhe',
  atRestHint: 'Grenzfrequenz für ein Gesicht in Ruhe. Niedriger ist ruhiger, hinkt aber mehr hinterher.',
  inMotion: 'Bewegt',
  inMotionHint:
    'Wie stark die Grenzfrequenz mit der Geschwindigkeit steigt, in Hz je Gesichtsbreite pro Sekunde. Höher hinkt weniger hinterher.',
}
