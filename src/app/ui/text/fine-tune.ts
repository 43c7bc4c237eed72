const TRAINED_PART =
  'Only CNN-7’s output layer is trained; weight decay keeps it close to the original. Precise and Lite end in heat maps and have no such layer.'

/** Text of Fine-tune. */
export const FINE_TUNE = {
  panel: 'Fine-tuning',
  heading: 'Fine-tune on your own face',
  picture: 'Picture and plots',
  intro: 'Start the camera. Your face is recorded in this tab and never leaves it.',
  steps: {
    collect: { title: '1 Record', text: 'Ten seconds of your face as it turns and talks.' },
    correct: { title: '2 Correct', text: 'Drag the points that are off, on a few frames.' },
    train: { title: '3 Train', text: 'The output layer learns from what you corrected.' },
  },
  beforeAndAfter: '{before} before and {after} after training, with the corrected landmarks in white',
  legend: '● corrected by hand, ◦ held out for validation, × excluded',
  record: {
    legend: '1 Record',
    instructions: 'Turn your head slowly, look up and down, open and close your mouth.',
    stop: 'Stop here',
    start: (frames: number) => `Record ${frames} frames`,
    again: 'Record again',
    discard: (frames: number) => `Discard these ${frames}`,
    stored: (frames: number) =>
      `${frames} frames in this tab’s memory, until you discard them or close or reload the page.`,
    note: 'About ten seconds of your face, kept only in this tab’s memory.',
    done: (frames: number) => `${frames} ${frames === 1 ? 'frame' : 'frames'} recorded; the camera is off.`,
    failed: (reason: string) => `The recording ended: ${reason}.`,
  },
  tasks: { recording: 'Recording', extracting: 'Extracting features', training: 'Training' },
  progress: (done: number, total: number, secondsLeft?: number) =>
    `${done} of ${total}${secondsLeft === undefined ? '' : `, ${secondsLeft} s left`}`,
  correct: {
    legend: '2 Correct',
    position: (x: string, y: string) => `x ${x}, y ${y}`,
    noFrame: 'No frame selected',
    undo: 'Undo',
    reset: 'Reset frame',
    confirm: 'Right as shown',
    exclude: 'Exclude this frame',
    hint: 'Drag points, or use the arrow keys on the picture. Corrections on a few frames are carried to the others with the face’s pose and size, but never from held-out frames to training frames.',
    count: (corrected: number, frames: number) => `Corrected by hand: ${corrected} of ${frames} frames.`,
  },
  frames: 'Recorded frames',
  frame: (number: number, marks: readonly string[]) => [`Frame ${number}`, ...marks].join(', '),
  frameOf: (number: number, all: number) => `Frame ${number} of ${all}`,
  frameMarks: { excluded: 'excluded', corrected: 'corrected', heldOut: 'held out' },
  train: {
    legend: '3 Train',
    base: 'Start from',
    loss: 'Loss',
    w: 'w',
    epsilon: 'ε',
    pixels: 'px',
    steps: 'Steps',
    rate: 'Learning rate',
    start: 'Train',
    cancel: 'Cancel',
    cancelled: 'Cancelled; the recording is still there.',
    failed: (reason: string) => `The training ended: ${reason}.`,
    networksFailed: 'the networks did not start; reload the page',
    tooFewFrames: (fewest: number) => `Record at least ${fewest} frames first.`,
    noTrainingFrames: 'Keep at least one training frame.',
    noCorrections: 'Correct at least one point first.',
    heldOutFrames: (first: number, last: number) => `frames ${first} to ${last}`,
    noValidation: (frames: string) =>
      `Correct one of ${frames} too, or confirm that it is right as shown: they are held out for validation.`,
    explanation: TRAINED_PART,
    explanationWithFrames: (frames: string) =>
      `${TRAINED_PART} The last fifth, ${frames}, is held out: it does not train. The error is measured on the held-out frames that you corrected.`,
  },
  save: {
    legend: '4 Save',
    errorOn: (frames: number) =>
      `Error on ${frames === 1 ? 'the held-out frame' : `the ${frames} held-out frames`} you corrected, inter-ocular`,
    before: (variant: string) => `${variant}, before`,
    after: 'after',
    compare: (variant: string) => `Compare with ${variant}`,
    save: 'Save as a variant',
    saved: (variant: string) => `Saved in this browser as ${variant}.`,
    export: 'Export',
    exportVariant: (variant: string) => `Export ${variant}`,
    delete: 'Delete',
    deleteVariant: (variant: string) => `Delete ${variant}`,
    list: 'Saved variants',
    details: (base: string, loss: string, date: string, before: string, after: string) =>
      `${base} fine-tuned with ${loss}, ${date}: ${before} → ${after}`,
    incompatible: (details: string, base: string) =>
      `${details}. Trained on an older version of ${base}; no longer compatible`,
    import: 'Import a file',
    file: 'Tuned variant',
    imported: (file: string, variant: string) => `${file} was imported as ${variant}.`,
    tooLong: (file: string) =>
      `${file} is too long for a tuned variant. Choose a file that this page exported.`,
    note: 'Saved variants stay in this browser and appear in all views. A file contains weights, no pictures.',
  },
  plots: {
    step: 'step',
    before: 'before',
    loss: 'Training loss',
    lossLabel: (first: string, last: string, step: number) =>
      `Mean loss per coordinate, from ${first} to ${last} at step ${step}`,
    error: 'Held-out error, % inter-ocular',
    errorLabel: (first: string, last: string, step: number) =>
      `Mean error of the held-out frames, from ${first}% to ${last}% at step ${step}`,
  },
} as const
