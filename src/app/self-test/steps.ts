import { testCamera } from './steps/camera.ts'
import { testHeat } from './steps/heat.ts'
import { testHiddenTab } from './steps/hidden-tab.ts'
import { testTurning } from './steps/turning.ts'
import { testWakeLock } from './steps/wake-lock.ts'
import type { Step } from './step.ts'

/** Steps of the test of cameras and phones, in their order. */
export const STEPS = {
  front: testCamera('user'),
  rear: testCamera('environment'),
  turning: testTurning,
  hidden: testHiddenTab,
  wakeLock: testWakeLock,
  heat: testHeat,
} as const satisfies Readonly<Record<string, Step>>

export type StepId = keyof typeof STEPS

export const STEP_IDS = Object.keys(STEPS) as readonly StepId[]
