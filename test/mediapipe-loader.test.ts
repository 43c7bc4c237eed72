import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { mendLoader } from '../src/command/build/mediapipe-loader.ts'

const loader = (name: string) =>
  readFileSync(
    fileURLToPath(new URL(`../node_modules/@mediapipe/face_detection/${name}`, import.meta.url)),
    'utf8',
  )

describe.each(['face_detection_solution_simd_wasm_bin.js', 'face_detection_solution_wasm_bin.js'])(
  'MediaPipe’s %s as mended',
  (name) => {
    it('gives the number of a deleted object of WebGL to the next one, and never 0', () => {
      const [, source] = /getNewId:(function\(table\)\{[^}]*return table\.length\})/.exec(
        mendLoader(loader(name)),
      ) ?? ['', '']
      const newId = runInNewContext(`(${source})`) as (table: unknown[]) => number
      const table: unknown[] = []
      const make = () => {
        const id = newId(table)
        table[id] = {}
        return id
      }
      expect([make(), make(), make()]).toEqual([1, 2, 3])
      table[2] = null
      expect([make(), make()]).toEqual([2, 4])
      expect(table[0]).toBeNull()
    })
  },
)
