import { existsSync, readFileSync } from 'node:fs'
import type { CDPSession } from 'playwright-core'

/** Reads the processor time in seconds of each renderer process, by process id. */
export async function readCpuTimes(session: CDPSession): Promise<Map<number, number>> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]))
}

/**
 * Measures the processor time in seconds, user and system, of all processes of the browser: its own, those of pages,
 * graphics, camera and network. Processes that have ended are left out.
 */
export async function measureCpu(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/**
 * Reads the peak resident memory of the page's process in bytes (VmHWM on Linux, which includes the browser's code);
 * undefined on other systems. The page and its workers run in the renderer that has used most processor time since
 * `before`; the others are spare ones.
 */
export async function readPeakMemory(
  session: CDPSession,
  before: ReadonlyMap<number, number>,
): Promise<number | undefined> {
  const worked = [...(await readCpuTimes(session))].map(
    ([id, time]) => [id, time - (before.get(id) ?? 0)] as const,
  )
  const file = `/proc/${worked.sort((p, q) => q[1] - p[1]).at(0)?.[0]}/status`
  if (!existsSync(file)) return undefined
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8')) ?? []
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
