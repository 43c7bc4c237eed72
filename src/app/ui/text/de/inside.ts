import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

export const INSIDE: Catalogue['inside'] = {
  title: 'In den Netzen',
  what: 'Was ein Netz Schicht für Schicht aus seinem Ausschnitt macht, und wovon eine Landmarke abhängt.',
  open: 'Hineinsehen',
  close: 'Schließen',
  network: 'Netz',
  networks: (name, stage) => `${name}, Stufe ${stage}`,
  layer: 'Schicht',
  layers: {
    conv: (number) => `Faltung ${number}`,
    level: (number) => `Encoder ${number}`,
    decoder: (number) => `Decoder ${number}`,
    maps: 'Heatmaps',
  },
  layerChoice: (name, side, channels) => `${name}: ${channels} Karten, ${side} × ${side}`,
  follows: 'Der Kamera folgen',
  followsHint:
    'Wenn an, wird jedes Bild auch Schicht für Schicht berechnet, und die Seite wird langsamer. Wenn aus, bleibt das erste Bild hier stehen.',
  lookAgain: 'Dieses Bild ansehen',
  stage1Off:
    'Stufe 1 ist aus, ihr Netz hat also keinen Ausschnitt. Stell ihre Durchläufe auf einen, oder sieh in Stufe 2 hinein.',
  failed: (reason) => `In das Netz konnte nicht hineingesehen werden: ${translateData(reason)}`,
  reading: 'Die Schicht wird gelesen …',
  legend: 'Der kleinste Wert ist dunkel, der größte hell; jedes Bild hat seinen eigenen Bereich.',
  mapCount: (from, to, all) => `Karten ${from} bis ${to} von ${all}`,
  previous: 'Vorige Karten',
  next: 'Nächste Karten',
  range: (low, high) => `${low} bis ${high}`,
  silent: 'stumm',
  mapLabel: (number, layer, range) => `Karte ${number} von ${layer}, Werte ${range}`,
  silentLabel: (number, layer) => `Karte ${number} von ${layer}, überall 0`,
  heatMapLabel: (number, range) => `Heatmap der Landmarke ${number}, ${range}`,
  percent: (value) => `${value} %`,
  filters: 'Filter der ersten Schicht',
  filtersHint:
    'Jeder sieht 3 × 3 Pixel. Grau ist ein Gewicht von 0; eine hellere Farbe trägt zur Karte bei, wo die Pixel sie haben, eine dunklere nimmt davon weg.',
  filterLabel: (number, size) => `Filter ${number}, Gewichte von −${size} bis ${size}`,
  filterRange: (size) => `±${size}`,
  path: 'Der Weg einer Landmarke',
  point: 'Landmarke',
  pickHint: 'Wähle sie hier aus, oder klick sie in einem Bild des Ausschnitts an.',
  pathWaits: 'Halte ein Bild an, um einer Landmarke zu folgen.',
  tracing: '64 Teile des Ausschnitts werden nacheinander abgedeckt …',
  crop: 'Ausschnitt',
  cropText: (number, pixels) =>
    `Wie weit sich Landmarke ${number} bewegt, wenn ein graues Quadrat, ein Viertel so breit wie der Ausschnitt, die jeweilige Stelle abdeckt: 0 (klar) bis ${pixels} px (hell).`,
  cropLabel: (number, pixels, place) =>
    `Der Ausschnitt; ihn abzudecken verschiebt Landmarke ${number} um 0 bis ${pixels} Pixel, am meisten in ${place}`,
  place: (row, column) => `Zeile ${row}, Spalte ${column} von 8`,
  heatMap: 'Ihre Heatmap',
  heatMapText: (percent) =>
    `Wie wahrscheinlich jede Zelle ist: 0 bis ${percent} %. Die Landmarke ist das Mittel aller Zellen.`,
  heatMapPathLabel: (number, percent) =>
    `Die Heatmap der Landmarke ${number} über dem Ausschnitt, 0 bis ${percent} Prozent je Zelle`,
  lastMaps: 'Letzte Faltung',
  lastMapsText: (shown, all) =>
    `Die ${shown} von ${all} Karten, auf die es bei der Landmarke am meisten ankommt, je mit den Pixeln des Ausschnitts, um die sie sich ohne die Karte bewegt.`,
  lastMapLabel: (number, range, pixels) =>
    `Karte ${number}, Werte ${range}; ohne sie bewegt sich die Landmarke um ${pixels} Pixel`,
  lastMapShift: (number, pixels) => `${number}: ${pixels} px`,
  landmark: 'Landmarke',
  landmarkText: (number, x, y, side) => `Landmarke ${number} bei x ${x}, y ${y} von ${side} px.`,
  landmarkLabel: (number) => `Der Ausschnitt mit Landmarke ${number}`,
}
