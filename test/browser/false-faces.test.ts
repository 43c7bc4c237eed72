import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/evaluation/random.ts'
import { keepPresent, listPhotos } from '../../src/command/evaluate/false-faces/count.ts'
import { MIN_CROP_PX, planCrops, shareCrops } from '../../src/command/evaluate/false-faces/crops.ts'
import { sample } from '../support/faces.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('crops of photos without faces', () => {
  it.each([
    [1920, 1080],
    [300, 4000],
  ])('of %i x %i pixels lie within it, differ, and are large and small', (width, height) => {
    const crops = planCrops(width, height, 500, createRandom(1))
    expect(crops).toHaveLength(500)
    expect(new Set(crops.map((crop) => JSON.stringify(crop))).size).toBe(500)
    for (const crop of crops) {
      expect(Math.min(crop.left, crop.top)).toBeGreaterThanOrEqual(0)
      expect(crop.left + crop.width).toBeLessThanOrEqual(width)
      expect(crop.top + crop.height).toBeLessThanOrEqual(height)
    }
    const sides = crops.map((crop) => Math.max(crop.width, crop.height))
    expect(Math.min(...sides)).toBeGreaterThanOrEqual(MIN_CROP_PX - 1)
    expect(Math.min(...sides)).toBeLessThan(1.1 * MIN_CROP_PX)
    expect(Math.max(...sides)).toBeGreaterThan(0.9 * Math.min(width, height))
  })

  it('are the same ones for the same seed', () => {
    const plan = (seed: number) => planCrops(640, 480, 20, createRandom(seed))
    expect(plan(4)).toEqual(plan(4))
    expect(plan(4)).not.toEqual(plan(5))
  })

  it('are fewer where a photo is too small for as many', () => {
    expect(planCrops(2, 2, 100, createRandom(1)).length).toBeLessThan(20)
  })

  it('are shared out over the photos', () => {
    expect(shareCrops(10, 4)).toEqual([2, 3, 2, 3])
    expect(shareCrops(1, 3).reduce((sum, share) => sum + share)).toBe(1)
    expect(shareCrops(0, 2)).toEqual([0, 0])
  })
})

describe('the count of false faces', () => {
  const square = { centre: [0, 0], side: 1, roll: 0 } as const

  it('leaves out what the presence check rejects', () => {
    const presences = [0.49, 0.5, undefined]
    const kept = keepPresent(presences.map((presence) => ({ square, presence })))
    expect(kept.map(({ presence }) => presence)).toEqual([0.5, undefined])
  })

  it('lists the photos of a folder and below, without links', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-empty-test-'))
    expect(() => listPhotos(folder)).toThrow('contains no photos')
    expect(() => listPhotos(join(folder, 'none'))).toThrow('There is no folder')
    mkdirSync(join(folder, 'a'))
    for (const name of ['a/b.PNG', 'a/c.svg', 'd.webp']) writeFileSync(join(folder, name), '')
    symlinkSync(join(folder, 'd.webp'), join(folder, 'e.webp'))
    expect(listPhotos(folder)).toEqual(['a/b.PNG', 'd.webp'])
    rmSync(folder, { recursive: true })
  })

  it('finds the faces of a folder and below, and writes pictures of them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-empty-test-'))
    mkdirSync(join(folder, 'photos/below'), { recursive: true })
    writeFileSync(join(folder, 'photos/below/four faces #1.jpg'), sample(6))
    const words = ['--empty', 'photos', '--crops', '2', '--variant', 'lite', '--pictures', 'seen', '--json']
    const args = words.map((word) => (['photos', 'seen'].includes(word) ? join(folder, word) : word))
    const { stdout } = await promisify(execFile)('npm', ['run', '-s', 'evaluate', '--', ...args], {
      cwd: ROOT,
    })
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
      crops: number
      found: { crop?: object; faces: object[] }[]
    }
    expect(stdout).toMatch(/^photos +1, and 2 crops/m)
    expect(last.found[0]!.crop).toBeUndefined()
    expect(last.found[0]!.faces).toHaveLength(4)
    expect(stdout).toMatch(/^after its presence check [4-9]/m)
    expect(readdirSync(join(folder, 'seen'))).toHaveLength(last.found.length)
    rmSync(folder, { recursive: true })
  })
})
