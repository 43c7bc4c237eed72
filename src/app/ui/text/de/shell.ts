import type { Catalogue } from '../../text.ts'
import { translateData } from './from-data.ts'

export const SHELL: Catalogue['shell'] = {
  name: 'Wingmark',
  noCanvas: 'dieser Browser stellt keine 2D-Zeichenfläche bereit',
  privacy: 'Deine Bilder verlassen dieses Gerät nie.',
  updateReady: 'Eine neue Version ist bereit.',
  update: 'Jetzt aktualisieren',
  language: 'Sprache',
  views: 'Ansichten',
  titles: {
    single: 'Live',
    video: 'Video',
    compare: 'Vergleich',
    xray: 'Röntgen',
    losses: 'Verluste',
    evaluate: 'Auswertung',
    balancing: 'Ausgleich',
    annotate: 'Annotieren',
    tune: 'Feintuning',
    about: 'Über',
  },
  questions: {
    video: {
      question: 'Was macht ein Gesicht, Bild für Bild?',
      hint: 'Jedes Bild eines Videos wird eine Zeile einer Tabelle: Landmarken, Kopfhaltung, Augen und Mund.',
    },
    compare: {
      question: 'Was ändert die Verlustfunktion?',
      hint: 'Dieselben Netze, mit verschiedenen Verlustfunktionen trainiert, auf demselben Bild. Achte auf die Winkel von Augen und Mund.',
    },
    xray: {
      question: 'Wie findet die Kaskade die Punkte?',
      hint: 'Ein Gesicht auf dem Weg durch zwei Netze, die Kaskade. Bewege einen Regler, um zu stören, was sie sehen.',
    },
    losses: {
      question: 'Warum kommt es auf die Verlustfunktion an?',
      hint: 'Sie bestimmt, wie stark jeder Fehler an einem Punkt zieht. Zieh einen Punkt und sieh selbst.',
    },
    annotate: {
      question: 'Wo gehören die Punkte wirklich hin?',
      hint: 'Landmarken werden für dich gefunden. Korrigiere sie und sichere sie zum Trainieren oder Auswerten.',
    },
    balancing: {
      question: 'Von welchen Gesichtern haben die Netze gelernt?',
      hint: 'Die meisten Trainingsgesichter schauen geradeaus. Der Ausgleich wiederholt die seltenen.',
    },
    tune: {
      question: 'Kann ein Netz dein Gesicht lernen?',
      hint: 'Nimm dich auf, korrigiere ein paar Bilder und trainiere eine Variante in diesem Tab.',
    },
  },
  documentTitle: (view) => `${view} – Wingmark`,
  loadingView: 'Die Ansicht wird geladen …',
  controls: 'Bedienung und Modell',
  settings: 'Einstellungen',
  viewNotLoaded: (view) =>
    `${view} konnte nicht geladen werden. Prüfe deine Verbindung; wenn die Seite aktualisiert wurde, lade sie neu.`,
  viewNotShown: (view, reason) => `${view} konnte nicht gezeigt werden: ${translateData(reason)}.`,
  otherViewsWork: 'Die anderen Ansichten funktionieren weiterhin.',
  loadAgain: 'Noch einmal laden',
  reload: 'Seite neu laden',
  dismiss: 'Schließen',
  tryAgain: 'Noch einmal versuchen',
  loadingNetworks: 'Die Netze werden geladen',
  networksLoaded: 'Geladene Netze',
  megabytesLoaded: (loaded, total) => `${loaded} von ${total} MB`,
  warmingUp: 'Aufwärmen …',
  backend: 'Backend',
  networksRestarted: (backend, reason) =>
    `Die Netze wurden mit ${backend} neu gestartet. Grund: ${translateData(reason)}. Du kannst weitermachen.`,
  loadingVariants: (names, percent) => `${names}: ${percent} % geladen`,
  tunedVariant: (number) => `Abgestimmt ${number}`,
  explain: (name) => `${name} erklären`,
  svg: 'SVG',
  downloadSvg: (title) => `${title} als SVG herunterladen`,
  variants: 'Varianten',
  variant: 'Variante',
  milliseconds: 'ms',
  jitter: 'Zittern',
  nme: 'NME',
  automaticVariant: (strong) =>
    `Automatisch: zuerst Lite, dann ${strong}, wenn dieses Gerät schnell genug ist`,
}
