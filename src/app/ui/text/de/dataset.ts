import { choosePlural, formatCount, formatMebibytes } from '../../format.ts'
import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

const UNPACK = 'Entpacke es und wähle den Ordner, den du brauchst.'

export const DATASET: Catalogue['dataset'] = {
  chooseFolder: 'Ordner wählen',
  chooseFiles: 'Zip oder Dateien wählen',
  reading: 'Die Liste der Dateien wird gelesen …',
  sets: 'Teilmengen',
  sampleFaces: 'Beispielgesichter',
  sampleFailed: 'es konnte nicht geladen werden; versuch es noch einmal, wenn du online bist',
  looseFiles: 'Dateien außerhalb von Ordnern',
  setWithCount: (name, files) => `${name}, ${formatCount(files)}`,
  skipped: (count) =>
    choosePlural(count, 'Eine Datei wurde ausgelassen', `${formatCount(count)} Dateien wurden ausgelassen`),
  moreSkipped: (count) => `und ${formatCount(count)} weitere`,
  fileCount: (count) => `${formatCount(count)} Dateien`,
  yourFiles: 'Deine Auswahl',
  noFaces: (name) =>
    `${name} enthält keine Dateien .pts und kein dlib-XML. Wähle einen Ordner oder eine Zip-Datei, in der neben jedem Foto eine Datei .pts mit 68 Punkten liegt, wie bei 300W, oder ein dlib-XML.`,
  skippedFile: (path, reason) => `Ausgelassen: ${path}, ${translateData(reason)}.`,
  opening: (path) => `${path} wird geöffnet …`,
  cannotOpen: (path, reason) => `${path} lässt sich nicht mehr öffnen: ${translateData(reason)}`,
  photoMissing: 'sein Foto fehlt',
  pointsCoincide: 'alle Punkte liegen an einer Stelle',
  ptsTooLarge: (bytes) => `es ist zu groß für 68 Punkte: ${formatCount(bytes)} Bytes`,
  xmlTooLarge: (bytes) => `es ist zu groß: ${formatCount(bytes)} Bytes`,
  zip: {
    overrun: 'entpackt ist es größer, als das Archiv sagt',
    cannotExtract: (reason) => `es lässt sich nicht aus dem Archiv entpacken: ${translateData(reason)}`,
    escapes: 'sein Pfad führt aus dem Archiv hinaus; packe es neu',
    encrypted: 'es ist verschlüsselt; erstelle ein Archiv ohne Passwort',
    entryTooLarge: (bytes, limit) =>
      `entpackt hätte es ${formatMebibytes(bytes)}; die Grenze ist ${formatMebibytes(limit)}`,
    listTooLong: (name, limit) =>
      `${name} hat eine Dateiliste von mehr als ${formatMebibytes(limit)}. ${UNPACK}`,
    tooManyFiles: (name, limit) => `${name} enthält mehr als ${formatCount(limit)} Dateien. ${UNPACK}`,
    unreadable: (name) =>
      `${name} lässt sich nicht als Zip lesen: Die Datei ist beschädigt, unvollständig oder hat ein anderes Format. Packe sie neu, oder wähle den entpackten Ordner.`,
  },
}
