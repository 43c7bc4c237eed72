import { existsSync, readFileSync } from 'node:fs'
import type { CDPSession } from 'playwright-core'

/** Seconds of processor time that each process of a page has used, by its number. */
export async function readCpuTimes(session: CDPSession): Promise<Map<number, number>> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]))
}

/**
 * Seconds of processor time, the system's included, that all processes of the browser together have used:
 * its own, those of pages, graphics, camera and network. Processes that have ended are left out.
 */
export async function measureCpu(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

/**
 * Most memory that a page's process has had resident so far, in bytes (VmHWM of Linux, which counts the
 * browser's own code too); undefined on other systems. The page, with its workers, is the process that
 * has worked most since `before`; the others are empty ones that the browser keeps.
 */
export async function readPeakMemory(
  session: CDPSession,
  before: ReadonlyMap<number, number>,
): Promise<number | undefined> {
  const worked = [...(await readCpuTimes(session))].map(([id, time]) => [id, time - (before.get(id) ?? 0)])
  const file = `/proc/${worked.sort((p, q) => q[1] - p[1]).at(0)?.[0]}/status`
  if (!existsSync(file)) return undefined
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8')) ?? []
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
