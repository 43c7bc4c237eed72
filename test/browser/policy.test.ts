import { readFileSync } from 'node:fs'
import { describe, expect, inject, it } from 'vitest'
import { HEADERS } from '../../src/command/build/policy.ts'
import { MEDIAPIPE_WORKER_POLICY } from '../../src/landmarker/mediapipe/policy.ts'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, visit } from '../support/visit.ts'

const browser = useBrowser()

describe("the page's policy", () => {
  it('names no other origin and runs no text as code', () => {
    const policy = HEADERS['content-security-policy']
    expect(policy).not.toMatch(/https?:|\*|'unsafe-inline'|'unsafe-eval'|script-src[^;]*(blob|data):/)
    expect(policy).toContain("default-src 'none'")
  })

  it('is what docs/deploy.md tells others to send', () => {
    const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8')
    for (const [name, value] of Object.entries(HEADERS)) expect(page).toContain(`${name}: ${value}\n`)
    expect(page).toContain(`content-security-policy: ${MEDIAPIPE_WORKER_POLICY}\n`)
  })

  it('is obeyed: no inline script, no code from text, no markup from text, no foreign address', async () => {
    const { page, close } = await visit(browser())
    try {
      await engineReady(page)
      const ran = await page.evaluate(async (foreign) => {
        // What an inspector evaluates may make code from text; what the page does later may not.
        await new Promise((resolve) => setTimeout(resolve))
        const refused = async (what: () => unknown) => {
          try {
            await what()
            return false
          } catch {
            return true
          }
        }
        const script = document.createElement('script')
        return {
          markup: await refused(() => (document.body.innerHTML = '<img src=x onerror=alert(1)>')),
          // oxlint-disable-next-line typescript/no-implied-eval
          code: await refused(() => Function('return 1')()),
          foreignScript: await refused(() => (script.src = `${foreign}/script.js`)),
          foreignWorker: await refused(() => new Worker(`${foreign}/worker.js`)),
          anotherPolicy: await refused(() =>
            (
              globalThis as unknown as {
                trustedTypes: { createPolicy(name: string, rules: object): unknown }
              }
            ).trustedTypes.createPolicy('mine', {}),
          ),
          request: await refused(() => fetch(`${foreign}/data`, { mode: 'no-cors' })),
        }
      }, 'http://127.0.0.1:9')
      expect(ran).toEqual({
        markup: true,
        code: true,
        foreignScript: true,
        foreignWorker: true,
        anotherPolicy: true,
        request: true,
      })
    } finally {
      await close()
    }
  })

  it('lets the page ask for the camera alone, and not from inside a frame', async () => {
    const { page, close } = await visit(browser())
    try {
      const allowed = await page.evaluate(async () => {
        const policy = (document as unknown as { featurePolicy: { allowsFeature(name: string): boolean } })
          .featurePolicy
        return ['camera', 'microphone', 'geolocation'].filter((name) => policy.allowsFeature(name))
      })
      expect(allowed).toEqual(['camera'])
      const { headers } = await fetch(inject('page'))
      expect(Object.fromEntries(Object.keys(HEADERS).map((name) => [name, headers.get(name)]))).toEqual(
        HEADERS,
      )
    } finally {
      await close()
    }
  })
})
