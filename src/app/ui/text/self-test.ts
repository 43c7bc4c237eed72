/** Text of the self-test (?selftest). The report is meant for an issue, in English whatever the page's language. */
export const SELF_TEST = {
  title: 'Self-test',
  intro:
    'Measures how fast and how exact Wingmark is on this device, with a photo that comes with the page. Nothing is sent: the result is a text that you may copy into an issue.',
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
  camera: 'Camera',
  cameraIntro: 'Only if you press a button: shows nothing, keeps nothing, and ends after five seconds.',
  cameras: { user: 'Test the front camera', environment: 'Test the rear camera' },
  cameraRunning: 'The camera is on for five seconds …',
  back: 'Back to Wingmark',
} as const
