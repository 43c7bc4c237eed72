import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { serve } from '../../src/command/server.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { launchWithExtension } from '../support/extension-browser.ts'
import { savePicture } from '../support/example-picture.ts'
import { freePort } from '../support/free-port.ts'
import { EXAMPLES, useExamples } from '../support/installed-example.ts'
import { USER_ENVIRONMENT } from '../support/user-npm.ts'

const MAX_OWN_LINES = 60
const waiting = { timeout: 120_000, interval: 500 }

const browser = useBrowser(cameraShowing)
const install = useExamples([
  { name: 'nextjs', isBuilt: true },
  { name: 'webpack', isBuilt: true },
  { name: 'astro', isBuilt: true },
  { name: 'plain', isBuilt: false },
  { name: 'sveltekit', isBuilt: true },
  { name: 'vite-react', isBuilt: true },
  { name: 'chrome-extension', isBuilt: false },
])

/** Opens an example in a tab of its own and waits until it has found the face of the simulated camera. */
async function expectFaces(
  example: string,
  url: string,
  tabs: { newPage(): Promise<Page> } = browser(),
): Promise<void> {
  const page = await tabs.newPage()
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
    await page
      .getByText('Faces: 1')
      .waitFor({ timeout: 120_000 })
      .catch(async (error: unknown) => {
        const shown = await page.locator('body').innerText()
        throw new Error(`The page says "${shown}"; ${problems.join('; ') || 'no problems'}.`, {
          cause: error,
        })
      })
    expect(problems).toEqual([])
    await savePicture(page, example)
  } finally {
    await page.close()
  }
}

/** Starts the server of an example, opens it once it answers, and expects faces. */
async function expectFacesOfServer(example: string, script: string, ...args: string[]): Promise<void> {
  const folder = await install(example)
  const port = await freePort()
  const options = { cwd: folder, stdio: 'ignore', env: USER_ENVIRONMENT } as const
  const server = spawn(process.execPath, [join('node_modules', script), ...args, String(port)], options)
  const url = `http://localhost:${port}/`
  const isUp = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  try {
    await vi.waitUntil(isUp, waiting)
    await expectFaces(example, url)
  } finally {
    server.kill()
  }
}

/** Examples that are one program; `effects` is a gallery of several, each counted by effects.test.ts. */
const NAMES = readdirSync(EXAMPLES).filter(
  (name) => name !== 'effects' && statSync(join(EXAMPLES, name)).isDirectory(),
)

describe('the examples', () => {
  it.each(NAMES)('%s has few lines of its own', (name) => {
    const files = readdirSync(join(EXAMPLES, name), { recursive: true, encoding: 'utf8' })
      .map((file) => join(EXAMPLES, name, file))
      .filter((file) => statSync(file).isFile() && !file.endsWith('package.json'))
    const lines = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    expect(lines.length).toBeLessThanOrEqual(MAX_OWN_LINES)
  })

  it.each([
    { name: 'plain', output: '.' },
    { name: 'vite-react', output: 'dist' },
    { name: 'webpack', output: '.' },
    { name: 'astro', output: 'dist' },
  ])('$name finds the face of a camera', async ({ name, output }) => {
    const { url, server } = await serve({ '/': join(await install(name), output) })
    try {
      await expectFaces(name, url)
    } finally {
      server.close()
    }
  })

  it('nextjs finds the face of a camera', async () =>
    expectFacesOfServer('nextjs', 'next/dist/bin/next', 'start', '-p'))

  it('sveltekit finds the face of a camera', async () =>
    expectFacesOfServer('sveltekit', 'vite/bin/vite.js', 'preview', '--port'))

  it('chrome-extension finds the face of a camera under the policy of its manifest', async () => {
    const folder = await install('chrome-extension')
    const { context, close } = await launchWithExtension(folder, await cameraShowing())
    try {
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      await expectFaces('chrome-extension', new URL('page.html', worker.url()).href, context)
    } finally {
      await close()
    }
  })
})
