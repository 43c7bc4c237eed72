import { formatSetting } from '../../format.ts'
import type { Catalogue } from '../../text.ts'

export const LOSSES: Catalogue['losses'] = {
  plots: 'Kurven',
  intro:
    'Das Residuum ist, wie weit eine Koordinate danebenliegt, in Pixeln der Netzeingabe. Die Ableitung ist, wie stark das Training an ihr zieht; der optimale Schritt ist, wie weit sie sich bewegen muss.',
  losses: 'Verlustfunktionen',
  wing: 'Wing',
  w: 'w',
  epsilon: 'ε',
  r: 'r, Rectified',
  pixels: 'px',
  aspects: {
    value: 'Wert der Verlustfunktion',
    derivative: 'Ableitung',
    step: 'Optimaler Schritt, Residuum / Ableitung',
  },
  aspectLabel: (aspect, losses, reach, w, epsilon) =>
    `${aspect} von ${losses} für Residuen von 0 bis ${reach} Pixel; w = ${formatSetting(w)}, ε = ${formatSetting(epsilon)}`,
  residualsOf: 'Residuen von',
  residuals: (variant) => `Residuen von ${variant}, % von allen`,
  residualsLabel: (variant) => `Histogramm der Residuen von ${variant} auf den Testgesichtern`,
  residualAxis: 'Residuum, Pixel der Eingabe von CNN-7',
  notMeasured: 'Noch wurden keine Residuen gemessen.',
  constant: 'C = w − w ln(1 + w/ε)',
  valueAtW: 'Wert auf beiden Seiten von w',
  continuous: (w, value) => `${w} − C: ${value}, die Kurve ist also stetig`,
  slopeAtW: 'Ableitung unter und über w',
  kink: (below, isKink) => `${below} und 1: ${isKink ? 'ein Knick' : 'kein Knick'}`,
  slopeAtZero: 'Ableitung bei 0',
  slope: (value, isSteep) =>
    `w/ε = ${value}${isSteep ? ': so steil, dass die kleinsten Fehler jeden Schritt beherrschen' : ''}`,
  pull: {
    heading: 'Wie stark zieht jede Verlustfunktion?',
    instruction:
      'Zieh einen beliebigen Punkt des Gesichts von seinem wahren Ort weg. Jeder Pfeil zeigt, wie eine Verlustfunktion ihn zurückzieht.',
    face: (landmark, feature, x, y, step, shiftStep) =>
      `Gesicht mit einem Punkt abseits seines wahren Ortes: Landmarke ${landmark}, ${feature}, um x ${x} und y ${y} Pixel. Pfeiltasten bewegen ihn um ${step} Pixel, mit Umschalt um ${shiftStep}; [ und ] wählen eine andere Landmarke; Pos1 setzt ihn zurück.`,
    residual: (x, y) => `Residuum: x ${x} px, y ${y} px`,
    caption: 'Wert jeder Verlustfunktion und ihr Zug am Punkt: der negative Gradient',
    loss: 'Funktion',
    value: 'Wert',
    onX: 'an x',
    onY: 'an y',
    size: 'gesamt',
    explanation:
      'Die Verlustfunktionen sehen x und y getrennt: L1 zieht an beiden gleich stark, L2 stärker am längeren Weg, Wing stärker am kürzeren. Die Pixel sind die der Netzeingabe, 128 × 128. Ein Pfeil mit zwei Spitzen ist länger als gezeichnet.',
  },
  race: {
    heading: 'Welche Verlustfunktion bringt die Punkte ans Ziel?',
    intro: (variant) =>
      `Hundert Residuen, gezogen aus denen von ${variant} auf den Testgesichtern, bewegen sich per Gradientenabstieg: derselbe Start und dieselbe Lernrate für jede Verlustfunktion.`,
    start: 'Start',
    starts: { trained: 'wie trainiert', early: 'fünfmal so groß' },
    rate: 'Lernrate',
    drawAgain: 'Andere ziehen',
    question: (step) => `Sag voraus: Welche Verlustfunktion ist nach ${step} Schritten am nächsten dran?`,
    hidden: 'Wähle eine, um zu starten, oder spiel ab, ohne zu raten.',
    right: (winner, mean, step) =>
      `Richtig: ${winner} ist nach ${step} Schritten am nächsten dran, im Mittel ${mean} px daneben.`,
    wrong: (winner, mean, guess, own, step) =>
      `${winner} ist nach ${step} Schritten am nächsten dran, im Mittel ${mean} px daneben. Dein Tipp, ${guess}, liegt ${own} px daneben.`,
    winner: (winner, mean, step) =>
      `${winner} ist nach ${step} Schritten am nächsten dran, im Mittel ${mean} px daneben.`,
    play: 'Abspielen',
    pause: 'Pause',
    step: 'Schritt',
    reset: 'Zurück zum Start',
    stepOf: (step, last) => `${step} von ${last}`,
    stepSlider: 'Schritt des Rennens',
    plot: 'Residuen unter jeder Verlustfunktion; Balkenhöhe: Wurzel der Anzahl',
    why: 'In jedem Schritt nimmt L2 von jedem Residuum denselben Anteil, L1 dieselbe Zahl von Pixeln, und Wing umso mehr Pixel, je kleiner das Residuum ist.',
    plotLabel: (step, means) => `Histogramme der Residuen nach ${step} Schritten. Mittelwerte: ${means}`,
    axis: 'Größe des Residuums, Pixel der Eingabe von CNN-7',
    rowLabel: (loss, mean) => `${loss}: ${mean} px`,
  },
  curves: 'Die Verlustfunktionen als Kurven',
}
