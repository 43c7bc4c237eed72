import type { Catalogue } from '../../text.ts'

export const PRESETS: Catalogue['presets'] = {
  label: 'Voreinstellungen',
  try: 'Probier:',
  share: 'Teilen',
  shareHint: 'Teilen: einen Link zu dem kopieren, was du siehst',
  shared: 'Der Link ist kopiert.',
  notShared: 'Der Link konnte nicht kopiert werden. Kopiere ihn aus der Adressleiste.',
  single: { heads: 'Kopfhaltung', raw: 'Ohne Glättung', blinks: 'Lidschläge und Mund' },
  compare: {
    differences: 'Differenzen × 10',
    extremes: 'L2 und Wing in einem',
    sizes: 'Precise gegen Lite',
  },
  xray: {
    shifted: 'Rahmen um ein Viertel verschoben',
    turned: 'Rahmen um 60° gedreht',
    covered: 'Gesicht halb verdeckt',
  },
  losses: { steep: 'ε gegen null', early: 'Früh im Training', bold: 'Große Schritte' },
  evaluate: {
    losses: 'Die vier Verlustfunktionen',
    detected: 'Vom Detektor aus',
    pupils: 'Durch die Pupillen geteilt',
  },
  balancing: { profiles: 'Nur Profile', coarse: 'Drei Klassen', turned: 'Das mittlere Gesicht gedreht' },
}
