import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

export const STORAGE: Catalogue['storage'] = {
  inOtherTab: 'ein anderer Tab dieser Seite verwendet sie; schließ diesen Tab',
  variantNotSaved: (reason) =>
    `Dieser Browser konnte die Variante nicht sichern: ${translateData(reason)}. Exportiere sie stattdessen als Datei.`,
  variantNotDeleted: (name, reason) =>
    `${name} konnte nicht gelöscht werden: ${translateData(reason)}. Versuch es noch einmal.`,
  variantMissing: (name) =>
    `${name} ist nicht mehr in diesem Browser. Importiere sie neu im Feintuning, oder wähle eine andere Variante.`,
  workNotKept: (reason) =>
    `Dieser Browser konnte deine Arbeit nicht aufbewahren: ${translateData(reason)}. Sichere sie als Datei, bevor du die Seite schließt.`,
  workNotDeleted: (reason) =>
    `Die aufbewahrte Arbeit konnte nicht gelöscht werden: ${translateData(reason)}. Lösch sie mit „Gespeicherte Daten löschen“ in Über.`,
  clear: 'Gespeicherte Daten löschen',
  cleared:
    'Alle gespeicherten Daten wurden gelöscht. Dieser Tab läuft weiter; dein nächster Besuch lädt alles neu.',
  notCleared: (reason) => `Einige Daten konnten nicht gelöscht werden: ${translateData(reason)}.`,
}
