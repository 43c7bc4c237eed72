import { formatSetting } from '../format.ts'

/** Text of Losses. */
export const LOSSES = {
  plots: 'Plots',
  intro:
    'The residual is how far a coordinate is off, in pixels of the network’s input. The derivative is how strongly training pulls on it; the optimal step is how far it has to move.',
  losses: 'Losses',
  wing: 'Wing',
  w: 'w',
  epsilon: 'ε',
  r: 'r, rectified',
  pixels: 'px',
  aspects: {
    value: 'Value of the loss',
    derivative: 'Derivative',
    step: 'Optimal step, residual / derivative',
  },
  aspectLabel: (aspect: string, losses: string, reach: number, w: number, epsilon: number) =>
    `${aspect} of ${losses} for residuals of 0 to ${reach} pixels; w = ${formatSetting(w)}, ε = ${formatSetting(epsilon)}`,
  residualsOf: 'Residuals of',
  residuals: (variant: string) => `Residuals of ${variant}, % of all`,
  residualsLabel: (variant: string) => `Histogram of the residuals of ${variant} on the test faces`,
  residualAxis: 'residual, pixels of CNN-7’s input',
  notMeasured: 'No residuals have been measured yet.',
  constant: 'C = w − w ln(1 + w/ε)',
  valueAtW: 'Value on both sides of w',
  continuous: (w: string, value: string) => `${w} − C: ${value}, so the curve is continuous`,
  slopeAtW: 'Derivative below and above w',
  kink: (below: string, isKink: boolean) => `${below} and 1: ${isKink ? 'a kink' : 'no kink'}`,
  slopeAtZero: 'Derivative at 0',
  slope: (value: string, isSteep: boolean) =>
    `w/ε = ${value}${isSteep ? ': so steep that the smallest errors dominate every step' : ''}`,
  pull: {
    heading: 'How hard does each loss pull?',
    instruction:
      'Drag any point of the face away from its true place. Each arrow shows how one loss pulls it back.',
    face: (landmark: number, feature: string, x: string, y: string, step: number, shiftStep: number) =>
      `Face with a point away from its true place: landmark ${landmark}, ${feature}, by x ${x} and y ${y} pixels. Arrow keys move it by ${step} pixels, with Shift by ${shiftStep}; [ and ] choose another landmark; Home puts it back.`,
    residual: (x: string, y: string) => `Residual: x ${x} px, y ${y} px`,
    caption: 'Value of each loss, and its pull on the point: the negative gradient',
    loss: 'Loss',
    value: 'value',
    onX: 'on x',
    onY: 'on y',
    size: 'total',
    explanation:
      'Each loss treats x and y separately: L1 pulls equally on both, L2 harder on the longer way, Wing harder on the shorter one. The pixels are those of the network’s input, 128 × 128. An arrow with two heads is longer than drawn.',
  },
  race: {
    heading: 'Which loss brings the points to their places?',
    intro: (variant: string) =>
      `A hundred residuals, drawn from those of ${variant} on the test faces, move by gradient descent: the same start and the same learning rate for every loss.`,
    start: 'Start',
    starts: { trained: 'as trained', early: 'five times as large' },
    rate: 'Learning rate',
    drawAgain: 'Draw others',
    question: (step: number) => `Predict: which loss is closest after ${step} steps?`,
    hidden: 'Choose one to start, or play without a guess.',
    right: (winner: string, mean: string, step: number) =>
      `Right: ${winner} is closest after ${step} steps, ${mean} px off on average.`,
    wrong: (winner: string, mean: string, guess: string, own: string, step: number) =>
      `${winner} is closest after ${step} steps, ${mean} px off on average. Your guess, ${guess}, is ${own} px off.`,
    winner: (winner: string, mean: string, step: number) =>
      `${winner} is closest after ${step} steps, ${mean} px off on average.`,
    play: 'Play',
    pause: 'Pause',
    step: 'Step',
    reset: 'Back to the start',
    stepOf: (step: number, last: number) => `${step} of ${last}`,
    stepSlider: 'Step of the race',
    plot: 'Residuals under each loss; bar heights are square roots of counts',
    why: 'At every step L2 takes the same share of each residual, L1 the same number of pixels, and Wing more pixels, the smaller the residual is.',
    plotLabel: (step: number, means: string) =>
      `Histograms of the residuals after ${step} steps. Means: ${means}`,
    axis: 'size of the residual, pixels of CNN-7’s input',
    rowLabel: (loss: string, mean: string) => `${loss}: ${mean} px`,
  },
  curves: 'The losses as curves',
} as const
