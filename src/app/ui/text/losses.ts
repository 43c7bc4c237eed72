/** Text of Losses. */
export const LOSSES = {
  plots: 'Plots',
  heading: 'What a loss does to an error',
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
    `${aspect} of ${losses} for residuals of 0 to ${reach} pixels; w = ${w}, ε = ${epsilon}`,
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
  slope: (value: string) => `w/ε = ${value}`,
  steep: ': so steep that the smallest errors dominate every step',
} as const
