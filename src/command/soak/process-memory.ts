import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** Bytes of a process that are in memory, as Linux tells; 0 where the system does not. */
export interface ProcessMemory {
  readonly resident: number
  /** Part that is shared with other processes, such as pictures that the browser keeps decoded. */
  readonly shared: number
}

function readMemory(id: number): ProcessMemory {
  const file = `/proc/${id}/status`
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const read = (name: string) => 1024 * Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0)
  return { resident: read('VmRSS'), shared: read('RssShmem') }
}

/** Measures the memory of the browser's largest page process. */
export async function measureMemory(page: Page): Promise<ProcessMemory> {
  const none = { resident: 0, shared: 0 }
  const session = await page.context().browser()?.newBrowserCDPSession()
  if (!session) return none
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => readMemory(id))
    .reduce((largest, memory) => (memory.resident > largest.resident ? memory : largest), none)
}
