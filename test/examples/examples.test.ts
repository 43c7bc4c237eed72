import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { serve } from '../../src/command/server.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { freePort } from '../support/free-port.ts'
import { EXAMPLES, useInstaller, USER_ENVIRONMENT } from '../support/installed-example.ts'

const MAX_OWN_LINES = 60
const waiting = { timeout: 120_000, interval: 500 }

const browser = useBrowser(cameraShowing)
const install = useInstaller()

/** Opens an example and waits until it has found the face of the simulated camera. */
async function expectFaces(url: string): Promise<void> {
  const page = await browser().newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(url).origin) problems.push(request.url())
  })
  try {
    await page.goto(url)
    await page.getByRole('button', { name: 'Start camera' }).click()
    await page.getByText('Faces: 1').waitFor({ timeout: 120_000 })
    expect(problems).toEqual([])
  } finally {
    await page.close()
  }
}

describe('the examples', () => {
  it.each(['plain', 'vite-react', 'webpack', 'nextjs'])('%s has few lines of its own', (name) => {
    const files = readdirSync(join(EXAMPLES, name), { recursive: true, encoding: 'utf8' })
      .map((file) => join(EXAMPLES, name, file))
      .filter((file) => statSync(file).isFile() && !file.endsWith('package.json'))
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    expect(lines.length).toBeLessThanOrEqual(MAX_OWN_LINES)
  })

  it.each([
    { name: 'plain', isBuilt: false, output: '.' },
    { name: 'vite-react', isBuilt: true, output: 'dist' },
    { name: 'webpack', isBuilt: true, output: '.' },
  ])('$name finds the face of a camera', async ({ name, isBuilt, output }) => {
    const { url, server } = await serve({ '/': join(install(name, isBuilt), output) })
    try {
      await expectFaces(url)
    } finally {
      server.close()
    }
  })

  it('nextjs finds the face of a camera', async () => {
    const folder = install('nextjs', true)
    const port = await freePort()
    const server: ChildProcess = spawn(
      process.execPath,
      ['node_modules/next/dist/bin/next', 'start', '-p', String(port)],
      { cwd: folder, stdio: 'ignore', env: USER_ENVIRONMENT },
    )
    const url = `http://localhost:${port}/`
    try {
      await vi.waitUntil(
        () =>
          fetch(url).then(
            ({ ok }) => ok,
            () => false,
          ),
        waiting,
      )
      await expectFaces(url)
    } finally {
      server.kill()
    }
  })
})
