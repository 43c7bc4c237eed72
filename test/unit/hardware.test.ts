import { afterEach, describe, expect, it, vi } from 'vitest'
import { findHardware, findWebgpuObstacle } from '../../src/landmarker/backend/hardware.ts'

interface Simulated {
  /** Null for a browser whose WebGPU finds none, undefined for one without WebGPU. */
  readonly adapter?: { readonly vendor: string; readonly isFallbackAdapter: boolean } | null
  /** Renderer as WebGL names it, and behind its extension. */
  readonly renderer?: string
  readonly unmasked?: string
}

const lost = vi.fn()

function simulateBrowser({ adapter, renderer, unmasked }: Simulated): void {
  const gpu = {
    requestAdapter: async () => adapter && { info: { ...adapter, architecture: '', device: '' } },
  }
  vi.stubGlobal('navigator', { userAgent: 'browser 1', ...(adapter === undefined ? {} : { gpu }) })
  vi.stubGlobal('isSecureContext', true)
  const gl = {
    RENDERER: 1,
    getParameter: (name: number) => (name === 1 ? renderer : unmasked),
    getExtension: (name: string) =>
      name === 'WEBGL_lose_context' ? { loseContext: lost } : unmasked && { UNMASKED_RENDERER_WEBGL: 2 },
  }
  class Canvas {
    getContext = () => (renderer === undefined ? null : gl)
  }
  vi.stubGlobal('OffscreenCanvas', Canvas)
}

afterEach(() => vi.unstubAllGlobals())

const HARDWARE = { vendor: 'intel', isFallbackAdapter: false }
const SOFTWARE = { vendor: 'google', isFallbackAdapter: true }
const MASKED = 'WebKit WebGL'

describe('graphics backends', () => {
  it('are offered on real hardware, and its context is given back', async () => {
    simulateBrowser({ adapter: HARDWARE, renderer: MASKED, unmasked: 'Mesa Intel UHD 620' })
    lost.mockClear()
    expect(await findHardware()).toEqual({
      offered: ['webgpu', 'webgl'],
      obstacles: {},
      adapters: { webgpu: 'intel', webgl: 'Mesa Intel UHD 620' },
      fingerprint: 'browser 1 | intel | Mesa Intel UHD 620',
    })
    expect(lost).toHaveBeenCalledOnce()
  })

  it.each([
    [
      'Chromium',
      MASKED,
      'ANGLE (Google, Vulkan 1.3 (SwiftShader Device), SwiftShader driver)',
      'SwiftShader',
    ],
    ['Firefox', 'llvmpipe, or similar', undefined, 'llvmpipe'],
    ['Windows', MASKED, 'ANGLE (Microsoft, Microsoft Basic Render Driver)', 'Basic Render'],
  ])('in software are not: %s', async (_, renderer, unmasked, named) => {
    simulateBrowser({ adapter: SOFTWARE, renderer, unmasked })
    const { offered, obstacles } = await findHardware()
    expect(offered).toEqual([])
    expect(obstacles).toEqual({
      webgpu: 'WebGPU has only a software adapter here',
      webgl: `WebGL has only software here (${named})`,
    })
  })

  it('in software are offered when asked for by name, and only that one', async () => {
    simulateBrowser({ adapter: SOFTWARE, renderer: 'llvmpipe' })
    expect((await findHardware('webgl')).offered).toEqual(['webgl'])
    expect((await findHardware('webgpu')).offered).toEqual(['webgpu'])
    expect((await findHardware('wasm')).offered).toEqual([])
    expect(await findWebgpuObstacle(true)).toBeUndefined()
    expect(await findWebgpuObstacle(false)).toBe('WebGPU has only a software adapter here')
  })

  it('that are not there are not offered, asked for or not', async () => {
    simulateBrowser({ adapter: null })
    const { offered, obstacles } = await findHardware('webgpu')
    expect(offered).toEqual([])
    expect(obstacles).toEqual({
      webgpu: 'WebGPU found no graphics adapter',
      webgl: 'this browser has no WebGL 2 here',
    })
    simulateBrowser({})
    expect((await findHardware()).obstacles.webgpu).toBe('this browser has no WebGPU')
  })
})
