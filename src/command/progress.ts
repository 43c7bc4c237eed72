/** Draws a progress bar with the time left, if stderr is a terminal. `began` is the start, from Date.now(). */
export function drawProgress(done: number, all: number, began: number): void {
  if (!process.stderr.isTTY) return
  const filled = Math.round((30 * done) / all)
  const left = Math.round((((Date.now() - began) / done) * (all - done)) / 1000)
  process.stderr.write(`\r${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done}/${all}, ${left} s left `)
  if (done === all) process.stderr.write('\r\x1b[K')
}
