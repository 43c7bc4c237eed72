import { formatNumber } from '../../format.ts'
import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

export const SELF_TEST: Catalogue['selfTest'] = {
  title: 'Selbsttest',
  intro:
    'Misst, wie schnell Wingmark auf diesem Gerät ist und ob seine Backends dieselben Landmarken finden, auf einem Foto, das mit der Seite kommt. Nichts wird gesendet: Das Ergebnis ist ein Text, den du in ein Issue kopieren kannst.',
  keepVisible: 'Lass diesen Tab sichtbar, bis alles fertig ist.',
  running: (what, done, total) => `${what} (${done} von ${total})`,
  preparing: 'Das Gerät wird untersucht …',
  step: (variant, backend) => `${variant} mit ${backend}`,
  done: 'Fertig.',
  failed: (reason) => `Der Selbsttest konnte nicht abgeschlossen werden: ${translateData(reason)}`,
  report: 'Bericht',
  copy: 'Bericht kopieren',
  copied: 'Kopiert. Füge ihn in ein Issue ein.',
  notCopied: 'Dieser Browser hat das Kopieren nicht erlaubt. Markiere den Text und kopiere ihn.',
  again: 'Noch einmal',
  stepsTitle: 'Kameras und Telefon',
  stepsIntro:
    'Die Kamera startet erst, wenn du einen Schritt startest. Nichts wird gezeigt oder gespeichert, und die Kamera endet mit dem Schritt. Was jeder Schritt findet, kommt in den Bericht.',
  side: 'Kamera für die Schritte darunter',
  sides: { user: 'Vorn', environment: 'Hinten' },
  minutes: 'Dauer des Hitzetests in Minuten',
  steps: {
    front: { title: 'Vordere Kamera', what: 'Fünf Sekunden Verfolgung.' },
    rear: { title: 'Hintere Kamera', what: 'Fünf Sekunden Verfolgung.' },
    turning: {
      title: 'Das Telefon drehen',

      what: 'Drehen sich die Bilder mit dem Bildschirm, und gehen die Landmarken weiter? Gib zuerst die Drehung frei.',
    },
    hidden: {
      title: 'Verborgener Tab',

      what: 'Hält die Verfolgung an, solange der Tab verborgen ist, und geht sie dann weiter?',
    },
    wakeLock: {
      title: 'Bildschirm bleibt an',

      what: 'Kann die Seite den Bildschirm anlassen?',
    },
    heat: {
      title: 'Langsamer durch Hitze',

      what: 'Verfolgt minutenlang und vergleicht die Zeiten jeder halben Minute.',
    },
  },
  findings: {
    names: {
      front: 'Vordere Kamera',
      rear: 'Hintere Kamera',
      turning: 'Drehen',
      hidden: 'Verborgener Tab',
      wakeLock: 'Bildschirm',
      heat: 'Hitze',
    },
    skipped: (name) => `${name}: übersprungen`,
    notTested: (name, reason) => `${name}: nicht getestet. ${reason}`,
    camera: (name, knowsSide, size, rate, backend, delays, percent) =>
      `${name}${knowsSide ? '' : ' (der Browser sagt nicht, welche Seite es ist)'}: ${size}, ${rate} Bilder/s mit ${backend}, Verzögerung ${delays} ms, ein Gesicht in ${percent} % der Bilder`,
    noOrientation: 'Drehen: Dieser Browser sagt nicht, wie der Bildschirm gehalten wird',
    notTurned:
      'Drehen: Der Bildschirm hat sich eine Minute lang nicht gedreht: Die Drehung ist gesperrt, oder das Gerät kennt nur eine Lage',
    turnedWithoutFrame: (from, to) => `Von ${from} nach ${to} gedreht: Danach kam kein Bild mehr`,
    turned: (from, to, frame, face) => `Von ${from} nach ${to} gedreht: ${frame}; ${face}`,
    frameTurned: (before, after, ms) => `das Bild drehte sich nach ${ms} ms von ${before} zu ${after}`,
    frameStayed: (size) => `das Bild blieb ${size}`,
    landmarksAfter: (ms, percent) =>
      `Landmarken ${ms} ms nach der Drehung, seitdem ein Gesicht in ${percent} % der Bilder`,
    noFaceAfter: 'danach wurde kein Gesicht mehr gefunden',
    neverHidden:
      'Verborgener Tab: Er war eine Minute lang nicht verborgen, oder dieser Browser sagt es nicht',
    hiddenTooLong: 'Verborgener Tab: Er war mehr als fünf Minuten lang verborgen',
    hidden: (seconds, meanwhile, resumed) =>
      `Verborgener Tab: ${seconds} s lang verborgen, ${meanwhile}, ${resumed}`,
    trackedMeanwhile: (frames) =>
      frames === 0
        ? 'die Verfolgung hielt an'
        : `inzwischen ${frames === 1 ? 'wurde ein Bild' : `wurden ${frames} Bilder`} verfolgt`,
    resumed: (ms) => `${ms} ms nach der Rückkehr ging sie weiter`,
    notResumed: 'nach der Rückkehr ging sie nicht weiter',
    withCamera: (absence, isLive, isMuted) =>
      `${absence}; die Kamera ${isLive ? 'läuft' : 'ist beendet'}${isMuted ? ' und ist stumm' : ''}`,
    noWakeLock: 'Bildschirm: Dieser Browser kann ihn nicht anlassen, oder nur auf Seiten mit https',
    wakeLockRefused: (reason) => `Bildschirm: Der Browser hat es abgelehnt (${reason})`,
    wakeLock: (wasTakenBack) =>
      wasTakenBack ? 'Bildschirm: erst angelassen, dann doch nicht' : 'Bildschirm: bleibt an',
    heat: (minutes, backend, endedEarly, trend) =>
      `Hitze: ${minutes} Minuten mit ${backend}${endedEarly ? ', vorzeitig beendet' : ''}; ${trend}`,
    window: (from, to, rate, delays) =>
      `Minute ${from} bis ${to}: ${rate} Bilder/s, Verzögerung ${delays} ms`,
    tooShort: 'zu kurz für einen Vergleich',
    steady: (percent) => `am Ende so schnell wie am Anfang, bis auf ${percent} %`,
    slower: (percent) => `am Ende ${percent} % langsamer als am Anfang`,
    faster: (percent) => `am Ende ${percent} % schneller als am Anfang`,
  },
  start: (step) => `Starten: ${step}`,
  startShort: 'Starten',
  badMinutes: (most) => `Gib eine Zahl von Minuten über 0 ein, höchstens ${most}.`,
  startAll: 'Alle Schritte ausführen',
  skip: 'Diesen Schritt überspringen',
  cancel: 'Abbrechen',
  cancelled: 'Abgebrochen. Was gemessen wurde, steht im Bericht.',
  starting: 'Wird gestartet …',
  stepRunning: 'Ein Schritt läuft.',
  turn: 'Dreh das Gerät auf die Seite, dein Gesicht vor der Kamera.',
  turned: 'Gedreht. Bleib vor der Kamera …',
  hide: 'Wechsle für ein paar Sekunden zu einem anderen Tab oder einer anderen App, dann komm zurück.',
  comeBack: 'Der Tab ist verborgen.',
  watching: 'Zurück. Bleib vor der Kamera …',
  holding: 'Der Bildschirm wird drei Sekunden lang angelassen …',
  heating: (passed, minutes, delay) =>
    `Minute ${formatNumber(passed, 1)} von ${minutes}${delay === undefined ? '' : `, ${formatNumber(delay, 1)} ms je Bild`}. Lass diesen Tab offen.`,
  noPicture: 'Die Kamera hat kein Bild gesendet.',
  noSuchCamera: 'Dieses Gerät hat keine hintere Kamera, oder der Browser sagt nicht, welche es ist.',
  cameraRunning: 'Die Kamera ist fünf Sekunden lang an …',
  back: 'Zurück zu Wingmark',
}
