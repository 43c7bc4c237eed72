import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'

/** The first of these programs in PATH, or undefined. */
export function inPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
}

/**
 * An X server that draws into memory: without a screen Firefox gives no WebGL, which MediaPipe needs, and
 * WebKit does not start. Nobody sees the windows, also where there is a screen.
 */
export const XVFB: string | undefined = process.platform === 'linux' ? inPath(['Xvfb']) : undefined

export interface Screen {
  /** Its name for the environment's DISPLAY. */
  readonly display: string
  close(): void
}

/** Starts one. @throws Error if it does not start. */
export async function startScreen(program: string): Promise<Screen> {
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const display = await new Promise<string>((resolve, reject) => {
    ;(server.stdio[3] as Readable).once('data', (number: Buffer) => resolve(`:${String(number).trim()}`))
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)))
  })
  return { display, close: () => server.kill() }
}
