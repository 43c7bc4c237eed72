import { formatCount } from '../../format.ts'
import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'
import { formatOfFaces } from './counts.ts'

export const MEDIA: Catalogue['media'] = {
  startCamera: 'Kamera starten',
  stopCamera: 'Kamera anhalten',
  choosePhoto: 'Foto wählen',
  photo: 'Foto',
  samplePhotos: 'Beispielfotos',
  sample: (label) => `Beispiel: ${label}`,
  samples: {
    one: 'ein Gesicht',
    turned: 'ein gedrehtes Gesicht',
    tilted: 'ein geneigtes Gesicht',
    lookingDown: 'ein Gesicht, das nach unten schaut',
    three: 'drei Gesichter',
    four: 'vier Gesichter',
    five: 'fünf Gesichter',
    dark: 'drei Gesichter im Dunkeln',
  },
  empty: 'Starte die Kamera, wähle ein Foto, zieh oder füg eines ein, oder probier ein Beispiel.',
  dropPhoto: 'Foto ablegen',
  dropPhotoForLive: 'Foto ablegen, um es in Live zu öffnen',
  picture: 'Bild',
  noPicture: 'Noch kein Bild',
  cameraWith: (faces) => `Kamera mit ${formatOfFaces(faces)}, Landmarken eingezeichnet`,
  clipWith: (faces) => `Beispielclip mit ${formatOfFaces(faces)}, Landmarken eingezeichnet`,
  photoWith: (faces) => `Foto mit ${formatOfFaces(faces)}, Landmarken eingezeichnet`,
  noFaceInCamera: 'Kein Gesicht gefunden. Schau in die Kamera und sorge für gutes Licht auf deinem Gesicht.',
  noFaceInPhoto:
    'In diesem Foto wurde kein Gesicht gefunden. Gesichter müssen mindestens etwa 25 Pixel breit und der Kamera zugewandt sein.',
  startingCamera: 'Die Kamera wird gestartet',
  reading: (name) => `${name} wird gelesen`,
  findingFaces: 'Gesichter werden gesucht',
  loadingSample: 'Das Beispiel wird geladen',
  theSample: 'Das Beispielfoto',
  pastedPhoto: 'Das eingefügte Bild',
  sampleFailed: (reason) =>
    `Das Beispielfoto konnte nicht geladen werden: ${translateData(reason)}. Prüfe deine Verbindung und versuch es noch einmal.`,
  serverAnswered: (status) => `der Server hat mit ${status} geantwortet`,
  loadingClip: 'Der Beispielclip wird geladen',
  playClip: 'Beispielclip abspielen',
  pauseClip: 'Pause',
  resumeClip: 'Abspielen',
  clipFailed: (reason) =>
    `Der Beispielclip konnte nicht abgespielt werden: ${translateData(reason)}. Starte die Kamera, oder probier ein Beispielfoto.`,
  unnamedCamera: (number) => `Kamera ${number}`,
  camera: {
    insecure: 'Browser erlauben die Kamera nur auf https-Seiten und auf localhost.',
    denied:
      'Der Zugriff auf die Kamera wurde verweigert. Erlaube ihn in der Adressleiste und starte die Kamera noch einmal, oder nimm ein Foto.',
    notFound: 'Keine Kamera gefunden. Schließ eine an und starte sie, oder nimm ein Foto.',
    unavailable:
      'Die gewählte Kamera ist nicht mehr angeschlossen. Starte noch einmal, um eine andere zu verwenden, oder nimm ein Foto.',
    inUse:
      'Die Kamera wird von einer anderen App verwendet oder antwortet nicht. Schließ diese App und starte die Kamera noch einmal, oder nimm ein Foto.',
    failed: (reason) =>
      `Die Kamera konnte nicht gestartet werden: ${translateData(reason)} Du kannst stattdessen ein Foto nehmen.`,
    muted:
      'Die Kamera ist an, sendet aber kein Bild. Prüfe ihren Schalter für die Privatsphäre, oder schließ andere Apps, die sie verwenden; das Bild kommt von selbst wieder.',
    revoked:
      'Der Zugriff auf die Kamera wurde entzogen. Erlaube ihn in der Adressleiste und starte die Kamera noch einmal, oder nimm ein Foto.',
    revokedOrGone:
      'Der Zugriff auf die Kamera wurde entzogen, oder sie wurde abgesteckt. Starte sie noch einmal und erlaube den Zugriff, oder nimm ein Foto.',
    disconnected: 'Die Kamera wurde abgesteckt. Steck sie an und starte sie noch einmal, oder nimm ein Foto.',
  },
  photoErrors: {
    empty: (name) => `${name} ist leer (0 Bytes). Wähle eine andere Datei.`,
    drawing: (name) =>
      `${name} ist eine Zeichnung (SVG), kein Foto. Exportiere sie zuerst als PNG oder JPEG.`,
    heic: (name) =>
      `${name} ist ein HEIC-Foto, das dieser Browser nicht öffnen kann. Exportiere es zuerst als JPEG.`,
    unreadable: (name) =>
      `${name} lässt sich nicht lesen: Die Datei ist beschädigt oder hat ein unbekanntes Format. Speichere sie neu als JPEG oder PNG.`,
    notImage: (name) => `${name} ist kein Bild. Wähle ein Foto als JPEG, PNG, WebP oder AVIF.`,
    tooLarge: (name, width, height, maxMillions) =>
      `${name} hat ${width} × ${height} Pixel; die Grenze sind ${formatCount(maxMillions)} Millionen. Speichere eine kleinere Kopie.`,
    undrawable: (name, width, height) =>
      `${name} hat ${width} × ${height} Pixel, die dieser Browser nicht zeichnen kann. Speichere eine kleinere Kopie.`,
  },
  stats: {
    label: 'Statistik',
    frames: 'Bilder',
    fps: 'fps',
    detection: 'Suche',
    stage1: 'Stufe 1',
    stage2: 'Stufe 2',
    faces: 'Gesichter',
    milliseconds: 'ms',
  },
  roll: (degrees) => `Rollwinkel ${degrees}°`,
}
