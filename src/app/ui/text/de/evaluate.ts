import { formatCount, formatDuration, formatMebibytes, formatNumber, formatSetting } from '../../format.ts'
import type { Catalogue } from '../../text.ts'
import { formatFaces, formatOfFaces } from './counts.ts'

export const EVALUATE: Catalogue['evaluate'] = {
  heading: 'Auswertung',
  results: 'Ergebnisse',
  readingAnnotations: 'Die Annotationen werden gelesen …',
  test: {
    question: 'Wie weit liegen die Punkte daneben?',
    intro:
      'Gemessen an 554 Gesichtern von 300W, die nie im Training waren, gegen Punkte, die Menschen gesetzt haben. Je weiter links eine Kurve steigt, desto besser.',
    loading: 'Die Ergebnisse der 554 Gesichter werden geladen, 100 kB …',
    failed: 'Die Ergebnisse der Testgesichter konnten nicht geladen werden.',
    retry: 'Noch einmal versuchen',
    conclusions: 'Was das zeigt, und was nicht',
    shows:
      'Die Kurven und die Tabelle zeigen, welche Variante auf diesen Gesichtern näher liegt, und um wie viel im Mittel. Wie sicher das ist, sagt der Vergleich darunter: jede Variante gegen eine andere auf denselben Gesichtern. Wo das Intervall die Null enthält, lassen sich die beiden mit diesen Gesichtern nicht unterscheiden.',
    showsNot:
      'Es zeigt nicht, dass eine Verlustfunktion allgemein besser ist als eine andere: Jede wurde einmal trainiert, und ein anderer zufälliger Start kann kleine Unterschiede ändern. Precise und Lite sind andere Netze, ihr Vorsprung ist also nicht der einer Verlustfunktion. Die Suche begann bei Rahmen um die wahren Punkte; vom Gesichtsdetektor aus sind die Fehler etwas größer. Die schwierigen Gesichter von 300W sind nicht dabei, Zahlen für ganz 300W lassen sich also nicht vergleichen. ',
    fewTurned: (turned, faces) =>
      `Und nur ${turned} der ${faces} Gesichter sind um mehr als 30° gedreht: Wer Profile braucht, braucht andere Gesichter.`,
    worstHint:
      'Wahre Umrisse sind gestrichelt, die gefundenen haben die Farbe der Variante. Die Fotos sind nicht Teil dieser Seite.',
    faceCaption: (face, percent) => `Gesicht ${face}: ${percent} %`,
    faces: '554 Testgesichter',
  },
  scoreOwn: 'Eigene Fotos auswerten',
  ownHeading: 'Eigene auswerten',
  ownQuestion: 'Wie gut ist es auf deinen Fotos?',
  ownFaces: 'Deine eigenen',
  own: 'Zieh einen Ordner oder eine Zip-Datei hierher: Fotos, neben denen je eine Datei .pts mit 68 Punkten liegt, wie bei 300W, oder ein dlib-XML mit seinen Fotos. Sie verlassen dieses Gerät nie.',
  trySamples: 'Mit unseren Beispielgesichtern ausprobieren',
  samplesFailed:
    'Die Beispielgesichter konnten nicht geladen werden. Versuch es noch einmal, wenn du verbunden bist.',
  sampleNote:
    'Beispielgesichter: 15 Gesichter unserer vier Beispielfotos. Precise hat ihre Punkte gesetzt, und wir haben sie nach Augenmaß korrigiert; Precise ist hier also im Vorteil. Zu wenige, um Varianten zu ordnen.',
  shown: 'Gezeigte Gesichter',
  part: 'Punkte',
  parts: {
    all: 'alle 68 Punkte',
    jaw: 'Kiefer',
    brows: 'Brauen',
    nose: 'Nase',
    eyes: 'Augen',
    mouth: 'Mund',
  },
  ready: (name) => `${name} ist bereit`,
  readyHint:
    'Wähle die Teilmengen und Varianten, die du auswerten willst, und drück auf Start. Ergebnisse erscheinen nach und nach; du kannst jederzeit anhalten und später weitermachen.',
  variants: 'Varianten',
  startFrom: 'Ausgehen von',
  startBoxes: { annotated: 'annotiertem Rahmen', detected: 'gefundenem Rahmen' },
  divideBy: 'Teilen durch',
  normalisers: { ocular: 'Augenwinkelabstand', pupil: 'Pupillenabstand' },
  distance: (normaliser) => normaliser,
  start: 'Start',
  startAgain: 'Neu starten',
  noteBefore: 'Dasselbe Protokoll wie bei',
  noteAfter:
    ': Jede Variante läuft für sich, mit ihrer eigenen ersten Stufe. Annotierter Rahmen: das achsenparallele Quadrat um die wahren Landmarken, der Rollwinkel ist unbekannt. Gefundener Rahmen: Ein Gesicht, das der Detektor übersieht, zählt als Ausfall. Gierwinkel: der Koeffizient der Formkomponente, die den Kopf dreht.',
  waitingForNetworks: 'Warten auf die Netze',
  loadingNetworks: (percent) => `Die Netze werden geladen: ${percent} %`,
  networksFailed:
    'Die Netze konnten nicht geladen werden. Lade die Seite neu, um es noch einmal zu versuchen.',
  facesEvaluated: 'Ausgewertete Gesichter',
  waiting: (reason) => `${reason} …`,
  done: (faces, elapsedMs, skipped) =>
    `Fertig: ${formatFaces(faces)} in ${formatDuration(elapsedMs)}${skipped ? `, ${formatCount(skipped)} ausgelassen` : ''}.`,
  count: (passed, all) => `${formatCount(passed)} von ${formatOfFaces(all)}`,
  stoppedAfter: (count) => `Angehalten nach ${count}.`,
  remaining: (count, leftMs) => `${count}, noch etwa ${formatDuration(leftMs)}`,
  stop: 'Anhalten',
  resume: 'Weitermachen',
  summary: (variants, startBox) => `${variants}, ausgehend von ${startBox}`,
  csv: 'CSV, eine Zeile je Gesicht',
  ced: 'Kumulative Fehlerverteilung',
  cedLabel: (part, normaliser, areas) =>
    `Kumulative Fehlerverteilung (${part}), bezogen auf den ${normaliser}; Fläche unter der Kurve bis 8 %: ${areas}`,
  cedAxis: '% der Gesichter mit höchstens diesem Fehler',
  figureOf: (name, figure) => `${name} ${figure}`,
  medians: (figures) => `Die Hälfte der Gesichter liegt näher als: ${figures}.`,
  cedErrorAxis: (part, normaliser) => `NME (${part}), % des ${normaliser}s`,
  nmeAxis: (normaliser) => `NME, % des ${normaliser}s`,
  paired: {
    heading: 'Könnte es Zufall sein?',
    versus: 'Verglichen mit',
    caption: (reference, normaliser) =>
      `Differenz zu ${reference} auf denselben Gesichtern, in Prozentpunkten des NME (${normaliser}): Über null ist schlechter. 95-%-Intervall und p aus gepaartem Bootstrap, 5.000 Ziehungen.`,
    difference: 'Differenz',
    interval: '95-%-Intervall',
    chance: 'p',
    p: (p) => (p < 0.001 ? '< 0,001' : formatNumber(p, p < 0.1 ? 3 : 2)),
    verdict: 'Urteil',
    better: 'besser',
    worse: 'schlechter',
    same: 'nicht zu unterscheiden',
    noFaces: 'kein Gesicht, das beide gefunden haben',
  },
  termsHeading: 'Was bedeuten NME, AUC und der Rest?',
  terms: [
    {
      term: 'NME, normierter mittlerer Fehler',
      meaning:
        'Mittlerer Abstand der gefundenen Punkte von den wahren, in Prozent eines Abstands auf demselben Gesicht, damit nahe und ferne Gesichter gleich zählen.',
    },
    {
      term: 'Augenwinkelabstand, Pupillenabstand',
      meaning:
        'Der Abstand, durch den geteilt wird: zwischen den äußeren Augenwinkeln oder zwischen den Mitten der Augen. Der zweite ist kürzer, seine Prozente sind also größer.',
    },
    {
      term: 'Kumulative Fehlerverteilung, CED',
      meaning:
        'Zu jedem Fehler auf der Achse darunter der Anteil der Gesichter, die höchstens diesen Fehler haben.',
    },
    {
      term: 'AUC 8 %',
      meaning:
        'Fläche unter dieser Kurve bis zu einem Fehler von 8 %: 100, wenn jedes Gesicht vollkommen stimmt.',
    },
    {
      term: 'Über 8 %',
      meaning: 'Anteil der Gesichter, die weiter danebenliegen oder nicht gefunden wurden: die Ausfälle.',
    },
    {
      term: 'Gierwinkel',
      meaning: 'Wie weit ein Kopf zur Seite gedreht ist: 0 schaut geradeaus.',
    },
    {
      term: 'Gepaarter Bootstrap, p',
      meaning:
        'Zieht die Gesichter immer wieder neu, mit Wiederholung, und schaut, wie oft sich die Reihenfolge zweier Varianten umkehrt. Ein kleines p sagt: so gut wie nie.',
    },
  ],
  methods: {
    heading: 'Mit einem anderen Verfahren vergleichen',
    hint: 'Seine Punkte auf denselben Fotos: Dateien .pts mit den Namen der Fotos, oder eine CSV- oder JSON-Datei. 68 Punkte, oder 468 oder 478 des Gesichtsnetzes von MediaPipe, die auf 68 abgebildet werden.',
    addFile: 'Dateien oder Zip hinzufügen',
    addFolder: 'Ordner hinzufügen',
    reading: 'Die Vorhersagen werden gelesen …',
    matched: (name, matched, photos) => `${name}: ${formatCount(matched)} von ${formatCount(photos)} Fotos`,
    remove: 'Entfernen',
    removeName: (name) => `${name} entfernen`,
    noFiles: (name) => `${name} enthält keine Datei .pts, .csv oder .json.`,
    tooLarge: (path, limit) => `${path} ist zu groß: Die Grenze ist ${formatMebibytes(limit)}.`,
    tooMany: (limit) =>
      `Höchstens ${limit} Verfahren lassen sich zugleich vergleichen. Entferne zuerst eines.`,
    noMatch: (name, first, dataset, photo) =>
      `Keines der Fotos in ${name} ist in ${dataset}: Das erste dort ist ${first}, hier ${photo}. Fotos werden nach ihrem Namen zugeordnet, gleich welche Endung sie haben.`,
  },
  openings: 'Geschlossene Augen und offene Münder',
  reliability: 'Konfidenz der Punkte',
  reliabilityLabel: (variants) =>
    `Anteil richtiger Punkte nach Konfidenz von ${variants}; kalibrierte Konfidenz liegt auf der Diagonalen`,
  confidenceAxis: 'Konfidenz, %',
  correctAxis: (percent) => `% der Punkte innerhalb von ${formatSetting(percent)} % des Augenwinkelabstands`,
  worst: 'Schlechteste Gesichter',
  worstOf: 'von',
  worstOfLabel: 'Schlechteste Gesichter von',
  worstList: (variant) => `Schlechteste Gesichter von ${variant}`,
  worstHint:
    'Wahre Landmarken sind weiß, die gefundenen haben die Farbe der Variante. Öffne ein Gesicht in Röntgen, um zu sehen, was schiefging.',
  notFound: 'nicht gefunden',
  openFace: (photo, normaliser, error) => `${photo}, ${error} NME (${normaliser}): öffnen`,
  faceCaption: (file, error) => `${file}, ${error}`,
  byFeature: 'Nach Merkmal',
  byFeatureLabel: (variants) => `NME nach Merkmal von ${variants}; die Zahlen stehen in der Tabelle darunter`,
  byYaw: 'Nach Gierwinkel',
  byYawLabel: (variants) => `NME nach Gierwinkel von ${variants}; die Zahlen stehen in der Tabelle darunter`,
  yawAxis: '|Gierwinkel|, von geradeaus bis zur Seite',
  nmePercent: 'NME, %',
  tables: {
    scores: (normaliser) =>
      `In Prozent. NME über die gefundenen Gesichter; AUC und Ausfälle, bezogen auf den ${normaliser}, über alle.`,
    openings: (closedBelow, closedEyes, closedMean, openAbove, openMouths) =>
      `Geschlossene Augen (wahres Seitenverhältnis unter ${formatSetting(closedBelow)}: ${closedEyes}${closedMean ? `, im Mittel ${closedMean}` : ''}) und offene Münder (wahre Öffnung über ${formatSetting(openAbove)}: ${openMouths}). AUC: wie oft ein offenes Auge weiter gezeichnet wird als ein geschlossenes.`,
    features: (normaliser) => `NME nach Merkmal, % des ${normaliser}s`,
    yaw: (normaliser) => `NME nach |Gierwinkel|, % des ${normaliser}s`,
    variant: 'Variante',
    nmeInterOcular: 'NME, Augenwinkel',
    nmeInterPupil: 'NME, Pupillen',
    auc: 'AUC 8 %',
    failures: 'über 8 %',
    found: 'gefunden',
    foundOf: (found, faces) => `${found} von ${faces}`,
    closedDrawnAt: 'geschlossene Augen gezeichnet mit',
    eyesAuc: 'AUC der Augen',
    mouthsShare: 'offene Münder, gezeichnet zu wahr',
    eyesCorrelation: 'Korrelation, Augen',
    mouthsCorrelation: 'Korrelation, Münder',
    reliability: (percent) =>
      `Konfidenz ist die Wahrscheinlichkeit, dass ein Punkt innerhalb von ${formatSetting(percent)} % des Augenwinkelabstands um seinen wahren Ort liegt. Rangkorrelation: 1, wenn jeder weniger sichere Punkt weiter daneben liegt. Kalibrierungsfehler: mittlerer Abstand von der Diagonalen, in Prozentpunkten.`,
    errorRankCorrelation: 'Rangkorrelation mit dem Fehler',
    calibrationError: 'Kalibrierungsfehler',
    points: 'Punkte',
    absYaw: '|Gierwinkel|',
    faces: 'Gesichter',
    range: (from, to) => `${from} bis ${to}`,
    rangeFrom: (from) => `${from} und mehr`,
  },
}
