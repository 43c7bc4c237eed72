import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import cases from '../fixtures/losses.json' with { type: 'json' }
import { python, PYTHON } from '../support/python.ts'

it.runIf(PYTHON)('the losses are the same in the trainer', () => {
  const program = fileURLToPath(new URL('trainer_losses.py', import.meta.url))
  expect(python([program])).toBe(`${cases.length} cases agree\n`)
})
