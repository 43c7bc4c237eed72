import { choosePlural } from '../../format.ts'
import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

const TRAINED_PART =
  'Nur die Ausgabeschicht von CNN-7 wird trainiert; Weight Decay hält sie nahe am Original. Precise und Lite enden in Heatmaps und haben keine solche Schicht.'

export const FINE_TUNE: Catalogue['fineTune'] = {
  panel: 'Feintuning',
  heading: 'Feintuning auf dein eigenes Gesicht',
  picture: 'Bild und Kurven',
  intro: 'Starte die Kamera. Dein Gesicht wird in diesem Tab aufgenommen und verlässt ihn nie.',
  beforeAndAfter: '{before} vor und {after} nach dem Training, die korrigierten Landmarken in Weiß',
  legend: '● von Hand korrigiert, ◦ Hold-out zur Validierung, × ausgeschlossen',
  steps: {
    collect: {
      title: '1 Aufnehmen',
      text: 'Zehn Sekunden von deinem Gesicht, wie es sich dreht und spricht.',
    },
    correct: {
      title: '2 Korrigieren',
      text: 'Zieh auf wenigen Bildern die Punkte zurecht, die danebenliegen.',
    },
    train: { title: '3 Trainieren', text: 'Die Ausgabeschicht lernt aus dem, was du korrigiert hast.' },
  },
  record: {
    legend: '1 Aufnehmen',
    instructions: 'Dreh langsam den Kopf, schau nach oben und unten, öffne und schließe den Mund.',
    stop: 'Hier anhalten',
    start: (frames) => `${frames} Bilder aufnehmen`,
    again: 'Neu aufnehmen',
    discard: (frames) => `Diese ${frames} verwerfen`,
    stored: (frames) =>
      `${frames} Bilder im Speicher dieses Tabs, bis du sie verwirfst oder die Seite schließt oder neu lädst.`,
    note: 'Etwa zehn Sekunden von deinem Gesicht, nur im Speicher dieses Tabs.',
    done: (frames) =>
      `${choosePlural(frames, 'Ein Bild', `${frames} Bilder`)} aufgenommen; die Kamera ist aus.`,
    failed: (reason) => `Die Aufnahme wurde beendet: ${translateData(reason)}.`,
  },
  tasks: { recording: 'Aufnahme', extracting: 'Merkmale berechnen', training: 'Training' },
  progress: (done, total, secondsLeft) =>
    `${done} von ${total}${secondsLeft === undefined ? '' : `, noch ${secondsLeft} s`}`,
  correct: {
    legend: '2 Korrigieren',
    position: (x, y) => `x ${x}, y ${y}`,
    noFrame: 'Kein Bild gewählt',
    undo: 'Rückgängig',
    reset: 'Bild zurücksetzen',
    confirm: 'Stimmt so',
    exclude: 'Dieses Bild ausschließen',
    hint: 'Zieh Punkte, oder nimm die Pfeiltasten auf dem Bild. Korrekturen an wenigen Bildern werden mit Haltung und Größe des Gesichts auf die anderen übertragen, aber nie von Hold-out-Bildern auf Trainingsbilder.',
    count: (corrected, frames) => `Von Hand korrigiert: ${corrected} von ${frames} Bildern.`,
  },
  frames: 'Aufgenommene Bilder',
  frame: (number, marks) => [`Bild ${number}`, ...marks].join(', '),
  frameOf: (number, all) => `Bild ${number} von ${all}`,
  frameMarks: { excluded: 'ausgeschlossen', corrected: 'korrigiert', heldOut: 'Hold-out' },
  train: {
    legend: '3 Trainieren',
    base: 'Ausgehen von',
    loss: 'Verlustfunktion',
    w: 'w',
    epsilon: 'ε',
    pixels: 'px',
    steps: 'Schritte',
    rate: 'Lernrate',
    start: 'Trainieren',
    cancel: 'Abbrechen',
    cancelled: 'Abgebrochen; die Aufnahme ist noch da.',
    failed: (reason) => `Das Training wurde beendet: ${translateData(reason)}.`,
    networksFailed: 'die Netze sind nicht gestartet; lade die Seite neu',
    tooFewFrames: (fewest) => `Nimm zuerst mindestens ${fewest} Bilder auf.`,
    noTrainingFrames: 'Behalte mindestens ein Trainingsbild.',
    noCorrections: 'Korrigiere zuerst mindestens einen Punkt.',
    heldOutFrames: (first, last) => `Bilder ${first} bis ${last}`,
    noValidation: (frames) =>
      `Korrigiere auch eines dieser Bilder, oder bestätige, dass es so stimmt: ${frames}. Sie sind als Hold-out zur Validierung zurückgehalten.`,
    explanation: TRAINED_PART,
    explanationWithFrames: (frames) =>
      `${TRAINED_PART} Das letzte Fünftel (${frames}) ist Hold-out: Es wird nicht zum Training verwendet. Der Fehler wird an den Hold-out-Bildern gemessen, die du korrigiert hast.`,
  },
  save: {
    legend: '4 Sichern',
    errorOn: (frames) =>
      `Fehler auf ${choosePlural(frames, 'dem Hold-out-Bild, das', `den ${frames} Hold-out-Bildern, die`)} du korrigiert hast, geteilt durch den Augenwinkelabstand`,
    before: (variant) => `${variant}, vorher`,
    after: 'nachher',
    compare: (variant) => `Mit ${variant} vergleichen`,
    save: 'Als Variante sichern',
    saved: (variant) => `In diesem Browser als ${variant} gesichert.`,
    export: 'Exportieren',
    exportVariant: (variant) => `${variant} exportieren`,
    delete: 'Löschen',
    deleteVariant: (variant) => `${variant} löschen`,
    list: 'Gesicherte Varianten',
    details: (base, loss, date, before, after) =>
      `${base}, abgestimmt mit ${loss}, ${date}: ${before} → ${after}`,
    incompatible: (details, base) =>
      `${details}. Mit einer älteren Version von ${base} trainiert; nicht mehr verwendbar`,
    import: 'Datei importieren',
    file: 'Abgestimmte Variante',
    imported: (file, variant) => `${file} wurde als ${variant} importiert.`,
    tooLong: (file) =>
      `${file} ist zu lang für eine abgestimmte Variante. Wähle eine Datei, die diese Seite exportiert hat.`,
    note: 'Gesicherte Varianten bleiben in diesem Browser und erscheinen in allen Ansichten. Eine Datei enthält Gewichte, keine Bilder.',
  },
  plots: {
    step: 'Schritt',
    before: 'vorher',
    loss: 'Trainingsverlust',
    lossLabel: (first, last, step) =>
      `Mittlerer Verlust je Koordinate, von ${first} auf ${last} bei Schritt ${step}`,
    error: 'Hold-out-Fehler, % des Augenwinkelabstands',
    errorLabel: (first, last, step) =>
      `Mittlerer Fehler der Hold-out-Bilder, von ${first} % auf ${last} % bei Schritt ${step}`,
  },
}
