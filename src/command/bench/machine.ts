import { availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os'
import type { Browser } from 'playwright-core'

/** Machine and browser of the measurement. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  /** GiB. */
  readonly memory: number
  readonly system: string
  readonly browser: string
  /** Load average of the minute before; 0 on Windows. */
  readonly load: number
}

/** Describes the machine and the browser. */
export function describeMachine(browser: Browser): Machine {
  return {
    cpu: cpus().at(0)?.model.trim() ?? 'unknown CPU',
    cores: availableParallelism(),
    memory: totalmem() / 2 ** 30,
    system: platform(),
    browser: `Chromium ${browser.version()}`,
    load: loadavg()[0]!,
  }
}
