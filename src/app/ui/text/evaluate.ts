import { formatCount, formatDuration, formatFaceCount, formatMebibytes } from '../format.ts'

/** Text of Evaluate. */
export const EVALUATE = {
  heading: 'Evaluate',
  results: 'Results',
  readingAnnotations: 'Reading the annotations …',
  /** Results that come with the page. */
  test: {
    question: 'How far off are the points?',
    intro:
      'Measured on 554 faces of 300W that were kept out of training, against points that people placed. The further left a curve rises, the better.',
    loading: 'Loading the results of 554 faces, 100 kB …',
    failed: 'The results of the test faces could not be loaded.',
    retry: 'Try again',
    conclusions: 'What this shows, and what not',
    shows:
      'The curves and the table show which variant is closer on these faces, and by how much on average. How sure that is, the comparison below says: each variant against another on the same faces. Where the interval includes zero, these faces do not tell the two apart.',
    showsNot:
      'It does not show that one loss is better than another in general: each loss was trained once, and another random start may change small differences. Precise and Lite are other networks, so their lead is not that of a loss. The search began at boxes drawn around the true points; from the face detector errors are a little larger. The difficult faces of 300W are not among these, so figures for all of 300W cannot be compared. ',
    fewTurned: (turned: number, faces: string) =>
      `And only ${turned} of the ${faces} faces are turned by more than 30°: whoever needs profiles needs other faces.`,
    worstHint:
      'True outlines are dashed, those found have the variant’s colour. The photos are not part of this page.',
    faceCaption: (face: number, percent: string) => `Face ${face}: ${percent}%`,
    faces: '554 test faces',
  },
  scoreOwn: 'Score your own photos',
  ownHeading: 'Score your own',
  ownQuestion: 'How well does it do on your photos?',
  ownFaces: 'Your own',
  own: 'Drop a folder or a zip here: photos with a .pts file of 68 points beside each, like 300W, or a dlib XML with its photos. They never leave this device.',
  trySamples: 'Try it on our sample faces',
  samplesFailed: 'The sample faces could not be loaded. Try again when you are online.',
  sampleNote:
    'Sample faces: 15 faces of our four sample photos. Precise placed their points, and we corrected them by eye; so Precise has an advantage here. Too few to rank variants.',
  shown: 'Faces shown',
  ready: (name: string) => `${name} is ready`,
  readyHint:
    'Choose the sets and variants to score, then press Start. Results appear as they come; you can stop at any time and resume later.',
  variants: 'Variants',
  part: 'Points',
  parts: {
    all: 'all 68 points',
    jaw: 'jaw',
    brows: 'brows',
    nose: 'nose',
    eyes: 'eyes',
    mouth: 'mouth',
  } as Readonly<Record<string, string>>,
  startFrom: 'Start from',
  startBoxes: { annotated: 'the annotated box', detected: 'detected box' },
  divideBy: 'Divide by',
  normalisers: { ocular: 'inter-ocular', pupil: 'inter-pupil' },
  distance: (normaliser: string) => `${normaliser} distance`,
  start: 'Start',
  startAgain: 'Start again',
  noteBefore: 'Same protocol as',
  noteAfter:
    ': each variant runs alone, with its own first stage. Annotated box: the axis-aligned square around the true landmarks, roll unknown. Detected box: a face the detector misses counts as a failure. Yaw: the coefficient of the shape component that turns the head.',
  waitingForNetworks: 'Waiting for the networks',
  loadingNetworks: (percent: number) => `Loading the networks: ${percent}%`,
  networksFailed: 'The networks could not be loaded. Reload the page to try again.',
  facesEvaluated: 'Faces evaluated',
  waiting: (reason: string) => `${reason} …`,
  done: (faces: number, elapsedMs: number, skipped: number) =>
    `Done: ${formatFaceCount(faces)} in ${formatDuration(elapsedMs)}${skipped ? `, ${formatCount(skipped)} skipped` : ''}.`,
  count: (passed: number, all: number) => `${formatCount(passed)} of ${formatFaceCount(all)}`,
  stoppedAfter: (count: string) => `Stopped after ${count}.`,
  remaining: (count: string, leftMs: number) => `${count}, about ${formatDuration(leftMs)} left`,
  stop: 'Stop',
  resume: 'Resume',
  summary: (variants: string, startBox: string) => `${variants}, from ${startBox}`,
  csv: 'CSV, one row per face',
  ced: 'Cumulative error distribution',
  cedLabel: (part: string, normaliser: string, areas: string) =>
    `Cumulative error distribution of ${part} by the ${normaliser} distance; area under the curve up to 8%: ${areas}`,
  figureOf: (name: string, figure: string) => `${name} ${figure}`,
  medians: (figures: string) => `Half of the faces are closer than this: ${figures}.`,
  cedAxis: '% of faces with at most this error',
  cedErrorAxis: (part: string, normaliser: string) => `NME of ${part}, % of the ${normaliser} distance`,
  nmeAxis: (normaliser: string) => `NME, % of the ${normaliser} distance`,
  openings: 'Closed eyes and open mouths',
  reliability: 'Confidence of the points',
  reliabilityLabel: (variants: string) =>
    `Share of correct points by confidence of ${variants}; calibrated confidence lies on the diagonal`,
  confidenceAxis: 'confidence, %',
  correctAxis: (percent: number) => `% of points within ${percent}% of the inter-ocular distance`,
  paired: {
    heading: 'Could it be chance?',
    versus: 'Compared with',
    caption: (reference: string, normaliser: string) =>
      `Difference from ${reference} on the same faces, in percentage points of the ${normaliser} NME: above zero is worse. 95% interval and p by paired bootstrap, 5,000 resamples.`,
    difference: 'difference',
    interval: '95% interval',
    chance: 'p',
    p: (p: number) => (p < 0.001 ? '< 0.001' : p.toPrecision(2)),
    verdict: 'verdict',
    better: 'better',
    worse: 'worse',
    same: 'not told apart',
    noFaces: 'no face found by both',
  },
  termsHeading: 'What do NME, AUC and the rest mean?',
  terms: [
    {
      term: 'NME, normalised mean error',
      meaning:
        'Mean distance of the found points from the true ones, in percent of a distance on the same face, so that near and far faces count alike.',
    },
    {
      term: 'Inter-ocular, inter-pupil',
      meaning:
        'The distance it is divided by: between the outer corners of the eyes, or between their middles. The second is shorter, so its percentages are larger.',
    },
    {
      term: 'Cumulative error distribution, CED',
      meaning: 'For each error on the axis below, the share of faces that have at most this error.',
    },
    {
      term: 'AUC 8%',
      meaning: 'Area under that curve up to an error of 8%: 100 if every face is perfect.',
    },
    { term: 'Above 8%', meaning: 'Share of faces that are further off, or were not found: the failures.' },
    {
      term: 'Yaw',
      meaning: 'How far a head is turned to a side: 0 looks straight ahead.',
    },
    {
      term: 'Paired bootstrap, p',
      meaning:
        'Draws the faces again and again, with repetition, and looks how often the order of two variants turns round. A small p says: hardly ever.',
    },
  ],
  methods: {
    heading: 'Compare another method',
    hint: 'Its points on the same photos: .pts files with the photos’ names, or a CSV or JSON file. 68 points, or 468 or 478 of MediaPipe’s face mesh, which are mapped to 68.',
    addFile: 'Add files or a zip',
    addFolder: 'Add a folder',
    reading: 'Reading the predictions …',
    matched: (name: string, matched: number, photos: number) =>
      `${name}: ${formatCount(matched)} of ${formatCount(photos)} photos`,
    remove: 'Remove',
    removeName: (name: string) => `Remove ${name}`,
    noFiles: (name: string) => `${name} contains no .pts, .csv or .json file.`,
    tooLarge: (path: string, limit: number) =>
      `${path} is too large: the limit is ${formatMebibytes(limit)}.`,
    tooMany: (limit: number) => `At most ${limit} methods can be compared at a time. Remove one first.`,
    noMatch: (name: string, first: string, dataset: string, photo: string) =>
      `None of the photos in ${name} is in ${dataset}: the first there is ${first}, here ${photo}. Photos are matched by their names, whatever their extension.`,
  },
  worst: 'Worst faces',
  worstOf: 'of',
  worstOfLabel: 'Worst faces of',
  worstList: (variant: string) => `Worst faces of ${variant}`,
  worstHint:
    'True landmarks are white, those found have the variant’s colour. Open a face to see in X-ray what went wrong.',
  notFound: 'not found',
  openFace: (photo: string, normaliser: string, error: string) =>
    `${photo}, ${error} ${normaliser} NME: open`,
  faceCaption: (file: string, error: string) => `${file}, ${error}`,
  byFeature: 'By feature',
  byFeatureLabel: (variants: string) => `NME by feature of ${variants}; the table below has the numbers`,
  byYaw: 'By yaw',
  byYawLabel: (variants: string) => `NME by yaw of ${variants}; the table below has the numbers`,
  yawAxis: '|yaw|, from straight ahead to a side',
  nmePercent: 'NME, %',
  tables: {
    scores: (normaliser: string) =>
      `In percent. NME over the faces found; AUC and failures, by the ${normaliser} distance, over all.`,
    openings: (
      closedBelow: number,
      closedEyes: number,
      closedMean: string | undefined,
      openAbove: number,
      openMouths: number,
    ) =>
      `Closed eyes (true aspect ratio below ${closedBelow}: ${closedEyes}${closedMean ? `, mean ${closedMean}` : ''}) and open mouths (true opening above ${openAbove}: ${openMouths}). AUC: how often an open eye is drawn wider than a closed one.`,
    features: (normaliser: string) => `NME by feature, % of the ${normaliser} distance`,
    yaw: (normaliser: string) => `NME by |yaw|, % of the ${normaliser} distance`,
    variant: 'Variant',
    nmeInterOcular: 'NME inter-ocular',
    nmeInterPupil: 'NME inter-pupil',
    auc: 'AUC 8%',
    failures: 'above 8%',
    found: 'found',
    foundOf: (found: number, faces: number) => `${found} of ${faces}`,
    closedDrawnAt: 'closed eyes drawn at',
    eyesAuc: 'AUC of eyes',
    mouthsShare: 'open mouths, drawn of true',
    eyesCorrelation: 'correlation, eyes',
    mouthsCorrelation: 'correlation, mouths',
    reliability: (percent: number) =>
      `Confidence is the probability that a point lies within ${percent}% of the inter-ocular distance of its true place. Rank correlation: 1 if every less confident point is further off. Calibration error: mean distance from the diagonal, in percentage points.`,
    errorRankCorrelation: 'rank correlation with the error',
    calibrationError: 'calibration error',
    points: 'points',
    absYaw: '|yaw|',
    faces: 'faces',
    range: (from: string, to: string) => `${from} to ${to}`,
    rangeFrom: (from: string) => `${from} and more`,
  },
} as const
