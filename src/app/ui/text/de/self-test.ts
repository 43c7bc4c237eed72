import { formatNumber } from '../../format.ts'
import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

export const SELF_TEST: Catalogue['selfTest'] = {
  title: 'Selbsttest',
  intro:
    'Misst, wie schnell und wie genau Wingmark auf diesem Gerät ist, mit einem Foto, das mit der Seite kommt. Nichts wird gesendet: Das Ergebnis ist ein Text, den du in ein Issue kopieren kannst.',
  keepVisible: 'Lass diesen Tab sichtbar, bis alles fertig ist.',
  running: (what, done, total) => `${what} (${done} von ${total})`,
  preparing: 'Das Gerät wird angesehen …',
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
    'Die Kamera startet nur mit einem Schritt von dir. Nichts wird gezeigt oder behalten, und die Kamera endet mit dem Schritt. Was jeder Schritt findet, kommt in den Bericht.',
  side: 'Kamera für die Schritte darunter',
  sides: { user: 'Vorn', environment: 'Hinten' },
  minutes: 'Minuten des Laufs auf Hitze',
  steps: {
    front: { title: 'Vordere Kamera', name: 'front camera', what: 'Fünf Sekunden Verfolgung.' },
    rear: { title: 'Hintere Kamera', name: 'rear camera', what: 'Fünf Sekunden Verfolgung.' },
    turning: {
      title: 'Das Telefon drehen',
      name: 'turning',
      what: 'Drehen sich die Bilder mit dem Bildschirm, und gehen die Landmarken weiter? Gib zuerst die Drehung frei.',
    },
    hidden: {
      title: 'Verborgener Tab',
      name: 'hidden tab',
      what: 'Hält die Verfolgung an, solange der Tab verborgen ist, und geht sie dann weiter?',
    },
    wakeLock: {
      title: 'Bildschirm bleibt an',
      name: 'wake lock',
      what: 'Kann die Seite den Bildschirm anlassen?',
    },
    heat: {
      title: 'Langsamer durch Hitze',
      name: 'heat',
      what: 'Verfolgt minutenlang und vergleicht die Zeiten jeder halben Minute.',
    },
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
