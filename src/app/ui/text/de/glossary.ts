import type { Catalogue } from '../../text.ts'

export const GLOSSARY: Catalogue['glossary'] = {
  heading: 'Glossar',
  intro:
    'Jeder dieser Begriffe wird dort erklärt, wo er vorkommt: Zeig darauf, tipp ihn an, oder setz den Fokus darauf.',
  terms: {
    landmark: {
      name: 'Landmarke',
      forms: ['Landmarke', 'Landmarken'],
      text: 'Ein Punkt des Gesichts mit fester Bedeutung, etwa der linke Mundwinkel. Jedes Gesicht hat dieselben 68, in derselben Reihenfolge.',
    },
    loss: {
      name: 'Verlustfunktion',
      forms: ['Verlustfunktion', 'Verlustfunktionen'],
      text: 'Die Funktion, die aus einem Fehler eine Zahl macht. Das Training macht diese Zahl klein, und ihre Steigung sagt, wie stark an jedem Fehler gezogen wird.',
    },
    residual: {
      name: 'Residuum',
      forms: ['Residuum', 'Residuen', 'Residuums'],
      text: 'Wie weit eine Koordinate von ihrem wahren Wert entfernt ist, in Pixeln der Netzeingabe. Ein Gesicht mit 68 Punkten hat 136 Residuen.',
    },
    nme: {
      name: 'NME',
      forms: ['NME'],
      text: 'Normierter mittlerer Fehler (normalised mean error): der mittlere Abstand der Punkte eines Gesichts von ihren wahren Orten, geteilt durch eine Größe des Gesichts, damit nahe und ferne Gesichter gleich zählen. In Prozent; kleiner ist besser.',
    },
    interOcular: {
      name: 'Augenwinkelabstand',
      forms: ['Augenwinkelabstand', 'Augenwinkelabstands', 'Augenwinkel'],
      text: 'Von einem äußeren Augenwinkel zum anderen. Fehler werden durch ihn geteilt. Er ist etwa 1,4-mal so groß wie der Abstand der Pupillen; derselbe Fehler ergibt also weniger Prozent.',
    },
    interPupil: {
      name: 'Pupillenabstand',
      forms: ['Pupillenabstand', 'Pupillenabstands', 'Pupillen'],
      text: 'Von Pupille zu Pupille; als Pupille gilt das Mittel der sechs Punkte eines Auges. Der Artikel teilt Fehler durch ihn.',
    },
    ced: {
      name: 'CED',
      forms: ['Kumulative Fehlerverteilung', 'CED'],
      text: 'Kumulative Fehlerverteilung (cumulative error distribution): zu jedem Fehler auf der waagerechten Achse der Anteil der Gesichter, die höchstens diesen Fehler haben. Je höher die Kurve, desto besser.',
    },
    auc: {
      name: 'AUC',
      forms: ['AUC'],
      text: 'Fläche unter der Kurve (area under the curve). Unter der kumulativen Fehlerverteilung bis 8 % ist sie 100, wenn kein Gesicht einen Fehler hat, und 0, wenn alle über 8 % liegen.',
    },
    failureRate: {
      name: 'Ausfallrate',
      forms: ['Ausfallrate', 'über 8 %'],
      text: 'Der Anteil der Gesichter mit einem Fehler über 8 % und derer, die gar nicht gefunden wurden.',
    },
    roll: {
      name: 'Rollwinkel',
      forms: ['Rollwinkel', 'Rollen'],
      text: 'Wie weit der Kopf zu einer Schulter geneigt ist. Das dreht das Gesicht in der Bildebene, ein Ausschnitt kann es also ausgleichen.',
    },
    yaw: {
      name: 'Gierwinkel',
      forms: ['Gierwinkel', 'Gierwinkels', 'Gieren'],
      text: 'Wie weit der Kopf zur Seite gedreht ist: 0° schaut geradeaus, 90° ist ein Profil. Wo kein Winkel bekannt ist, zählen ihn Auswertung und Ausgleich durch den Koeffizienten der Formkomponente, die den Kopf dreht.',
    },
    pitch: {
      name: 'Nickwinkel',
      forms: ['Nickwinkel', 'Nicken'],
      text: 'Wie weit der Kopf nach oben oder unten genickt ist.',
    },
    ear: {
      name: 'Seitenverhältnis des Auges',
      forms: ['Seitenverhältnis der Augen', 'Seitenverhältnis des Auges', 'EAR'],
      text: 'EAR (eye aspect ratio): die Höhe der Augenöffnung geteilt durch ihre Breite, aus sechs Punkten. Etwa 0,3 bei offenem Auge; bei einem Lidschlag fällt es gegen 0.',
    },
    crop: {
      name: 'Ausschnitt',
      forms: ['Ausschnitt', 'Ausschnitte'],
      text: 'Das Quadrat, das für ein Netz aus dem Bild geschnitten wird, gedreht und auf dessen Eingabe verkleinert.',
    },
    regionOfInterest: {
      name: 'Suchbereich',
      forms: ['Suchbereich'],
      text: 'Das Quadrat um ein Gesicht, das das erste Netz zu sehen bekommt (region of interest): der Rahmen des Detektors, vergrößert und zentriert.',
    },
    heatMap: {
      name: 'Heatmap',
      forms: ['Heatmap', 'Heatmaps'],
      text: 'Ein Bild, in dem jedes Pixel sagt, wie wahrscheinlich ein Punkt dort liegt. Ein Netz, das für jede Landmarke eine liefert, ist genauer als eines, das Koordinaten liefert.',
    },
    pairedBootstrap: {
      name: 'gepaarter Bootstrap, p',
      forms: ['gepaarter Bootstrap', 'gepaartem Bootstrap'],
      text: 'Zieht die Gesichter immer wieder neu, mit Wiederholung, und schaut, wie oft sich die Reihenfolge zweier Varianten umkehrt. Ein kleines p sagt: so gut wie nie.',
    },
    convolution: {
      name: 'Faltung',
      forms: ['Faltung'],
      text: 'Eine Schicht eines Netzes, die kleine Filter über ihre Eingabe schiebt. Jeder Filter macht daraus eine Karte: hoch, wo er findet, was er sucht.',
    },
    jitter: {
      name: 'Zittern',
      forms: ['Zittern'],
      text: 'Wie sehr ein Punkt zittert: sein Abstand von der Mitte seiner Orte ein Bild vorher und nachher. Eine gleichmäßige Bewegung zählt also nicht mit.',
    },
    heldOut: {
      name: 'Hold-out',
      forms: ['Hold-out'],
      text: 'Vom Training ferngehalten, damit der Fehler darauf zeigt, wie gut das Netz mit dem umgeht, was es nicht gesehen hat.',
    },
    learningRate: {
      name: 'Lernrate',
      forms: ['Lernrate'],
      text: 'Wie lang ein Schritt des Trainings ist: Der Gradient wird mit ihr multipliziert.',
    },
    procrustes: {
      name: 'Procrustes-Analyse',
      forms: ['Procrustes-Analyse', 'Procrustes-Ausrichtung'],
      text: 'Formen verschieben, drehen und skalieren, bis sie so gut wie möglich aufeinanderliegen. Was dann noch verschieden ist, ist die Form.',
    },
  },
}
