import { formatNumber } from '../format.ts'

/** Text of the self-test (?selftest). The report is meant for an issue, in English whatever the page's language. */
export const SELF_TEST = {
  title: 'Self-test',
  intro:
    'Measures how fast Wingmark is on this device and whether its backends find the same landmarks, on a photo that comes with the page. Nothing is sent: the result is a text that you may copy into an issue.',
  keepVisible: 'Keep this tab visible until it is done.',
  running: (what: string, done: number, total: number) => `${what} (${done} of ${total})`,
  preparing: 'Looking at this device …',
  step: (variant: string, backend: string) => `${variant} on ${backend}`,
  done: 'Done.',
  failed: (reason: string) => `The self-test could not be completed: ${reason}`,
  report: 'Report',
  copy: 'Copy the report',
  copied: 'Copied. Paste it into an issue.',
  notCopied: 'This browser did not allow copying. Select the text and copy it.',
  again: 'Run again',
  stepsTitle: 'Cameras and phone',
  stepsIntro:
    'The camera starts only when you start a step. Nothing is shown or kept, and the camera ends with the step. What each step finds is added to the report.',
  side: 'Camera for turning, hidden tab and heat',
  sides: { user: 'Front', environment: 'Rear' },
  minutes: 'Minutes of the run for heat',
  steps: {
    front: { title: 'Front camera', what: 'Five seconds of tracking.' },
    rear: { title: 'Rear camera', what: 'Five seconds of tracking.' },
    turning: {
      title: 'Turning the phone',

      what: 'Do frames turn with the screen, and do landmarks continue? Unlock the rotation first.',
    },
    hidden: {
      title: 'Hidden tab',

      what: 'Does tracking stop while the tab is hidden, and resume?',
    },
    wakeLock: { title: 'Screen stays on', what: 'Can the page keep the screen on?' },
    heat: {
      title: 'Slowing down by heat',

      what: 'Tracks for minutes and compares the times of each half minute.',
    },
  },
  /** Also said in English in the report. */
  findings: {
    names: {
      front: 'front camera',
      rear: 'rear camera',
      turning: 'turning',
      hidden: 'hidden tab',
      wakeLock: 'wake lock',
      heat: 'heat',
    },
    skipped: (name: string) => `${name}: skipped`,
    notTested: (name: string, reason: string) => `${name}: not tested. ${reason}`,
    camera: (
      name: string,
      knowsSide: boolean,
      size: string,
      rate: string,
      backend: string,
      delays: string,
      percent: number,
    ) =>
      `${name}${knowsSide ? '' : ' (the browser does not tell its side)'}: ${size}, ${rate} frames/s on ${backend}, delay ${delays} ms, a face in ${percent}%`,
    noOrientation: 'turning: this browser does not tell how the screen is held',
    notTurned:
      'turning: the screen did not turn in a minute: it is locked, or this device has no other way up',
    turnedWithoutFrame: (from: string, to: string) => `turned from ${from} to ${to}: no frame came after it`,
    turned: (from: string, to: string, frame: string, face: string) =>
      `turned from ${from} to ${to}: ${frame}; ${face}`,
    frameTurned: (before: string, after: string, ms: number) =>
      `the frame turned from ${before} to ${after} after ${ms} ms`,
    frameStayed: (size: string) => `the frame stayed ${size}`,
    landmarksAfter: (ms: number, percent: number) =>
      `landmarks ${ms} ms after the turn, a face in ${percent}% of the frames since`,
    noFaceAfter: 'no face was found any more',
    neverHidden: 'hidden tab: it was not hidden in a minute, or this browser does not tell',
    hiddenTooLong: 'hidden tab: it was hidden for more than five minutes',
    hidden: (seconds: string, meanwhile: string, resumed: string) =>
      `hidden tab: hidden for ${seconds} s, ${meanwhile}, ${resumed}`,
    trackedMeanwhile: (frames: number) =>
      frames === 0
        ? 'tracking stopped'
        : `${frames} ${frames === 1 ? 'frame was' : 'frames were'} tracked meanwhile`,
    resumed: (ms: number) => `resumed ${ms} ms after the return`,
    notResumed: 'did not resume after the return',
    withCamera: (absence: string, isLive: boolean, isMuted: boolean) =>
      `${absence}; the camera is ${isLive ? 'live' : 'ended'}${isMuted ? ' and muted' : ''}`,
    noWakeLock: 'wake lock: this browser has none, or only on https pages',
    wakeLockRefused: (reason: string) => `wake lock: refused (${reason})`,
    wakeLock: (wasTakenBack: boolean) =>
      wasTakenBack ? 'wake lock: given, but taken back' : 'wake lock: given and held',
    heat: (minutes: string, backend: string, endedEarly: boolean, trend: string) =>
      `heat: ${minutes} minutes on ${backend}${endedEarly ? ', ended early' : ''}; ${trend}`,
    window: (from: string, to: string, rate: string, delays: string) =>
      `minute ${from} to ${to}: ${rate} frames/s, delay ${delays} ms`,
    tooShort: 'too short for a trend',
    steady: (percent: string) => `as fast at the end as at the start, within ${percent}%`,
    slower: (percent: string) => `${percent}% slower at the end than at the start`,
    faster: (percent: string) => `${percent}% faster at the end than at the start`,
  },
  start: (step: string) => `Start: ${step}`,
  startShort: 'Start',
  badMinutes: (most: number) => `Enter a number of minutes above 0, at most ${most}.`,
  startAll: 'Run all steps',
  skip: 'Skip this step',
  cancel: 'Cancel',
  cancelled: 'Cancelled. What was measured is in the report.',
  starting: 'Starting …',
  stepRunning: 'A step is running.',
  cameraRunning: 'The camera is on for five seconds …',
  turn: 'Turn the device on its side, your face in front of the camera.',
  turned: 'Turned. Stay in front of the camera …',
  hide: 'Change to another tab or app for a few seconds, then come back.',
  comeBack: 'The tab is hidden.',
  watching: 'Back. Stay in front of the camera …',
  holding: 'Keeping the screen on for three seconds …',
  heating: (passed: number, minutes: number, delay: number | undefined) =>
    `Minute ${formatNumber(passed, 1)} of ${minutes}${delay === undefined ? '' : `, ${formatNumber(delay, 1)} ms a frame`}. Leave this tab open.`,
  noPicture: 'The camera sent no picture.',
  noSuchCamera: 'This device has no rear camera, or the browser does not tell which one it is.',
  back: 'Back to Wingmark',
} as const
