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
  camera: 'Kamera',
  cameraIntro: 'Nur wenn du eine Taste drückst: zeigt nichts, behält nichts und endet nach fünf Sekunden.',
  cameras: { user: 'Vordere Kamera testen', environment: 'Hintere Kamera testen' },
  cameraRunning: 'Die Kamera ist fünf Sekunden lang an …',
  back: 'Zurück zu Wingmark',
}
