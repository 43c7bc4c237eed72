import { formatSetting } from '../../format.ts'
import type { Catalogue } from '../../text.ts'

export const COMPARE: Catalogue['compare'] = {
  layout: 'Anordnung',
  layouts: { panels: 'Felder', overlay: 'Überlagert', difference: 'Differenz' },
  difference: (lead, factor) => `Von ${lead} aus, × ${formatSetting(factor)}`,
  magnify: 'Differenzen vergrößern',
  enlarged: (factor) => `${factor}× groß`,
  arrows: (factor) => `Pfeile ${factor}×`,
  note: (lead) =>
    `Alle Varianten verwenden den Ausschnitt, den Stufe 1 von ${lead} gefunden hat. Das Zittern ist vor dem Glätten gemessen, in % des Augenwinkelabstands.`,
  nmeNote: (protocol) => `NME: geteilt durch den Augenwinkelabstand, %, ${protocol}.`,
  ced: 'Kumulative Fehlerverteilung',
  cedLabel: (areas) => `Kumulative Fehlerverteilung; Fläche unter der Kurve: ${areas}`,
  cedAxis: 'Fehler, % des Augenwinkelabstands',
  cedShare: '% der Testgesichter',
}
