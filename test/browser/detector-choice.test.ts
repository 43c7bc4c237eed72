import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { engineReady, inspect, openPhoto, visit } from '../support/visit.ts'

const browser = useBrowser()

describe('MediaPipe’s own runtime', () => {
  it('is not loaded unless asked for', async () => {
    const { page, problems } = await visit(browser(), { query: '?backend=wasm&variant=lite' })
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    await engineReady(page)
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    expect((await inspect(page)).faces).toHaveLength(4)
    expect(loaded.filter((url) => /mediapipe|face_detection_solution/.test(url))).toEqual([])
    expect(problems).toEqual([])
  })

  it('finds the faces of a photo when the address asks for it, in a worker with a policy of its own', async () => {
    const query = '?backend=wasm&variant=lite&detector=mediapipe'
    const { page, problems } = await visit(browser(), { query })
    const policies: string[] = []
    page.on('response', (response) => {
      if (/mediapipe-worker/.test(response.url()))
        policies.push(response.headers()['content-security-policy'] ?? '')
    })
    await engineReady(page)
    const { faces } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect(faces).toHaveLength(4)
    // The full-range model is one that only MediaPipe's own runtime has.
    expect(faces.map(({ detection }) => detection?.model)).toContain('short')
    const workers = page.workers().map((worker) => worker.url())
    for (const name of ['landmarker-worker', 'mediapipe-worker'])
      expect(workers.filter((url) => url.includes(name))).toHaveLength(1)
    for (const policy of policies) expect(policy).toContain("'unsafe-eval'")
    expect(problems).toEqual([])
  })
})

describe('a browser without WebGL and WebGPU', () => {
  const plain = useBrowser(() => ['--disable-3d-apis'])

  it('finds faces', async () => {
    const { page, problems } = await visit(plain(), { query: '?variant=lite' })
    await engineReady(page)
    const hasWebgl = await page.evaluate(() => document.createElement('canvas').getContext('webgl') !== null)
    expect(hasWebgl).toBe(false)
    const { faces, backend } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect([faces.length, backend]).toEqual([4, 'wasm'])
    expect(problems).toEqual([])
  })
})

describe('a browser without workers', () => {
  it('runs the same code on the page', async () => {
    const { page, problems } = await visit(browser(), {
      query: '?backend=wasm&variant=lite',
      before: (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'Worker')),
    })
    await engineReady(page)
    const { faces, place } = await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    expect([faces.length, place]).toEqual([4, 'page'])
    expect(problems).toEqual([])
  })
})
