import { formatCount } from '../../format.ts'
import type { Catalogue } from '../../text.ts'

export const TOUR: Catalogue['tour'] = {
  start: 'Zur Tour',
  place: (card, all) => `Tour, ${card} von ${all}`,
  goThere: 'Dorthin',
  goThereName: 'Dorthin; F6 bringt dich zurück',
  seeIt: 'Ansehen',
  seeItName: 'Ansehen: zu dem scrollen, was sich geändert hat',
  next: 'Weiter',
  back: 'Zurück',
  finish: 'Fertig',
  leave: 'Verlassen',
  leaveName: 'Die Tour verlassen',
  needsPicture: 'Hier ist noch kein Gesicht. Öffne ein Beispiel, oder starte deine Kamera.',
  elsewhere: (view) => `Diese Karte handelt von: ${view}.`,
  goToView: (view) => `${view} öffnen`,
  cards: {
    findAFace: {
      title: 'Finde ein Gesicht',
      text: 'Wingmark setzt 68 Punkte auf jedes Gesicht: Brauen, Augen, Nase, Mund und Kiefer. Das geschieht auf diesem Gerät; kein Bild verlässt es.',
      task: 'Öffne eines der Beispielfotos, oder starte deine Kamera.',
      outcome: 'Gefunden. Die nächsten Karten schauen nach, was gerade geschehen ist.',
    },
    onlyPoints: {
      title: 'Nur Punkte',
      text: 'Die Linien sind nur für unser Auge gezeichnet. Was das letzte Netz liefert, sind die Punkte: je zwei Zahlen, x und y.',
      task: 'Schalte die Konturen aus.',
      outcome: 'Alles Weitere fragt nur eines: Wie weit ist jeder Punkt von seinem wahren Ort entfernt?',
    },
    takenApart: {
      title: 'Zerlegt',
      text: 'Ein Detektor zieht einen Rahmen um das Gesicht. Das erste Netz sieht davon 64 × 64 Pixel und findet, wie weit der Kopf geneigt ist. Das zweite sieht das Gesicht noch einmal, aufrecht, in 128 × 128 Pixeln, und setzt die Punkte.',
    },
    tilt: {
      title: 'Kipp den Rahmen',
      text: 'Rahmen sind nie genau, und Menschen neigen den Kopf. Dreh den Rahmen und schau, was jeder Schritt daraus macht.',
      task: 'Stell Rollwinkel auf 30° oder mehr, egal zu welcher Seite.',
      outcome:
        'Der erste Ausschnitt ist gekippt, der zweite wieder aufrecht: Das erste Netz hat die Neigung gesehen und ausgeglichen.',
    },
    twoNetworks: {
      title: 'Warum zwei Netze?',
      text: 'Und wenn es nur das zweite gäbe? Es hat von Gesichtern gelernt, die fast aufrecht sind.',
      task: 'Wähle „keiner“ bei Durchläufe von Stufe 1.',
      outcome:
        'Nun ist auch sein Ausschnitt gekippt, und seine Punkte gehen in die Irre. Ein Netz richtet das Gesicht auf, damit das andere genau sein kann.',
    },
    asACurve: {
      title: 'Dasselbe als Kurve',
      text: 'Wie weit wandern die Punkte, wenn der Rahmen gedreht wird? Eine Kurve gilt für beide Netze, die andere für das zweite allein. Sie liegen beisammen, wo der Rahmen fast aufrecht ist, und weit auseinander an den Enden. Die gestrichelte Linie ist dein Regler.',
    },
    whatALossIs: {
      title: 'Was ist eine Verlustfunktion?',
      text: 'Das Training braucht eine Zahl dafür, wie falsch ein Punkt ist: den Verlust. Seine Steigung zieht den Punkt an seinen Ort. Jeder Pfeil ist der Zug einer Verlustfunktion.',
      task: 'Zieh den markierten Punkt, oder bewege ihn mit den Pfeiltasten.',
      outcome: 'Derselbe Fehler, und jede Verlustfunktion zieht anders.',
    },
    nearAndFar: {
      title: 'Nah und fern',
      text: 'L2 zieht im Verhältnis zum Fehler, L1 immer gleich.',
      task: 'Bring den Punkt näher: höchstens ein Pixel daneben in x und in y.',
      outcome:
        'Hier zieht Wing mehr als dreimal so stark wie L1 und L2. Kleine Fehler behalten ihr Gewicht im Training.',
    },
    whyWing: {
      title: 'Warum Wing?',
      text: 'Ein trainiertes Netz liegt fast richtig: Vier von fünf Koordinaten sind weniger als zwei Pixel daneben. Hundert solche Fehler treten unter jeder Verlustfunktion an. Welche ist nach 50 Schritten am nächsten bei null?',
      task: 'Wähle eine. Das Rennen beginnt sofort.',
      outcome: 'Wing gewinnt: Es zieht dort am stärksten, wo die meisten Fehler sind.',
    },
    notAlways: {
      title: 'Nicht immer',
      text: 'Früh im Training sind die Fehler groß. Welche Verlustfunktion ist von dort aus die schnellste?',
      task: 'Wähle den Start „fünfmal so groß“, dann sag wieder voraus.',
      outcome: 'Diesmal L2: Große Fehler sind seine Stärke. Wing ist für die kleinen, die bleiben.',
    },
    fourLosses: {
      title: 'Vier Verlustfunktionen, ein Gesicht',
      text: 'Vier Netze, bis auf die Verlustfunktion gleich trainiert. Auf einem Gesicht siehst du kaum einen Unterschied.',
      task: 'Wähle die Anordnung Differenz.',
      outcome:
        'Die Pfeile führen von den Punkten von Wing zu denen der anderen, fünfmal so lang, wie sie sind. Was zählt, ist das Mittel über viele Gesichter.',
    },
    meanFace: {
      title: 'Das mittlere Gesicht',
      text: 'Diese Ansicht zeichnet das Mittel aller Trainingsgesichter. Jeder Regler verbiegt es in einer Richtung, in der sich Gesichter unterscheiden; der erste am meisten.',
      task: 'Bewege Regler 1, genannt Gieren.',
      outcome: 'Er dreht den Kopf. So sagt eine Zahl, wie weit ein Gesicht zur Seite schaut.',
    },
    balancing: {
      title: 'Ausgleich',
      text: 'Die meisten Menschen schauen auf Fotos geradeaus. Von neun Klassen enthält die vollste 38-mal so viele Gesichter wie die leerste. Der Ausgleich wiederholt die seltenen.',
      task: 'Öffne eine Klasse des Histogramms.',
      outcome:
        'In unseren Läufen half er den am weitesten gedrehten Gesichtern bei drei von vier Verlustfunktionen, dem Mittel über alle bei keiner.',
    },
    anyGood: {
      title: 'Taugt es etwas?',
      text: (faces, best, bestError, wing, l2) =>
        `Auf ${formatCount(faces)} Gesichtern, die nie im Training waren, liegt ${best} um ${bestError} % des Augenwinkelabstands daneben, Wing um ${wing} %, L2 um ${l2} %. Weiter links ist besser.`,
      task: 'Wähle den Kiefer.',
      outcome:
        'Alle Kurven rücken nach rechts: Wo eine Wange endet, kann niemand genau sagen. Frag solche Zahlen: welche Punkte, wessen Gesichter, wie viele, wie sicher?',
    },
    yourFace: {
      title: 'Trainiere es auf dein Gesicht',
      text: 'Nimm zehn Sekunden von deinem Gesicht auf, rück ein paar Punkte zurecht und trainiere die letzte Schicht hier, im Browser. Zurückgehaltene Bilder zeigen, ob es geholfen hat. Die Aufnahme bleibt im Speicher dieses Tabs. Hier endet die Tour, und dein eigenes Experiment beginnt.',
    },
  },
}
