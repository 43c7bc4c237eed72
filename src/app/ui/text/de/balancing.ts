import { choosePlural, formatCount } from '../../format.ts'
import type { Catalogue } from '../../text.ts'

export const BALANCING: Catalogue['balancing'] = {
  heading: 'Ausgleich nach Kopfhaltung',
  results: 'Formen und Klassen',
  shapesRead: 'Gelesene Formen',
  readingShapes: 'Formen werden gelesen …',
  read: (done, all) => `${formatCount(done)} von ${formatCount(all)} gelesen`,
  stop: 'Anhalten',
  tooFew: (name, faces, fewest) =>
    `${name} hat ${faces} lesbare Gesichter; um Formen zu vergleichen, braucht es mindestens ${fewest}.`,
  stoppedAfter: (faces) => `Das Lesen wurde nach ${formatCount(faces)} Gesichtern angehalten.`,
  readAll: 'Alle lesen',
  facesOf: (name) => `Gesichter aus ${name}`,
  trainingFaces: 'Trainingsgesichter',
  summary: (faces, source, before, after) =>
    `${formatCount(faces)} ${source}; die größte Klasse enthält vor dem Ausgleich ${before}-mal so viele Gesichter wie die kleinste, danach ${after}-mal so viele.`,
  shapes: 'Ausgerichtete Formen und ihr Mittel',
  shapesLabel: (deviations) =>
    `Wolke der Landmarken nach der Procrustes-Ausrichtung an ihrem Mittel${deviations ? ` und ein Gesicht, das um ${deviations} Standardabweichungen verändert ist` : ''}`,
  bin: (number) => `Klasse ${number}`,
  binFaces: 'Gesichter der Klasse',
  examples: 'Ein Gesicht aus jeder Klasse',
  example: (bin, faces) =>
    `Klasse ${bin}: ${choosePlural(faces, 'ein Gesicht', `${formatCount(faces)} Gesichter`)}`,
  binDetails: (from, to, faces, repeats, after) =>
    `|Gierwinkel| ${from} bis ${to}: ${choosePlural(faces, 'ein Gesicht', `${formatCount(faces)} Gesichter`)}, ${repeats === 1 ? 'einmal' : `je ${repeats}-mal`} verwendet, ${after} nach dem Ausgleich`,
  binLabel: (number, details) => `Klasse ${number}, ${details}`,
  bins: 'Klassen',
  binCount: 'K',
  binCountName: 'Klassen, K',
  components: 'Die mittlere Form verändern, in Standardabweichungen',
  component: (number) => String(number),
  yawComponent: (number) => `${number}, Gieren`,
  componentName: (number) => `Komponente ${number}`,
  resetMean: 'Zurück zum Mittel',
  source: 'Formen aus',
  yourFiles: 'deinen Dateien',
  trainingSet: 'den Trainingsdaten',
  note: 'Formen werden mit einer Procrustes-Analyse ohne Spiegelung an ihrem Mittel ausgerichtet; Komponenten sind die Richtungen, in denen sie sich am stärksten unterscheiden. Die Komponente, die den Kopf dreht, steht für den Gierwinkel. Ihr Betrag fällt in K gleich breite Klassen, und jedes Gesicht einer Klasse wird round(größte Klasse / diese Klasse)-mal wiederholt. Trainingsgesichter werden als Umrisse aus ihren ersten Komponenten gezeichnet; zieh einen Ordner, eine Zip-Datei oder dlib-XML hierher, um deine eigenen zu sehen.',
  trainingFace: (number) => `Trainingsgesicht ${number}`,
  yaw: (value) => `Gierwinkel ${value}`,
  faceCaption: (file, yaw) => `${file}, Gierwinkel ${yaw}`,
  more: (next, all) => `${next} weitere von ${formatCount(all)}`,
  histogram: 'Gesichter nach Gierwinkel',
  histogramLabel: (before, after) =>
    `Gesichter in ${before.length} Klassen des Gierwinkels; vor dem Ausgleich ${before.join(', ')}; danach ${after.join(', ')}`,
  yawBins: 'Klassen des Gierwinkels',
  yawAxis: '|Gierwinkel|, von geradeaus bis zur Seite',
  facesAxis: 'Gesichter',
  before: 'vorher',
  after: 'nachher',
  clickBin: 'Ein Klick zeigt die Gesichter einer Klasse.',
}
