import { expect, it } from 'vitest'
import { findFaceSet, scoreGroups, type GroupedFace } from '../../src/evaluation/face-groups.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'

const face = (change: Partial<GroupedFace>): GroupedFace => ({
  key: 'lfpw/testset/image_1',
  truth: MEAN_SHAPE,
  yaw: 0,
  brightness: 120,
  nme: 0.04,
  ...change,
})

it('scores faces by yaw, darkness and set', () => {
  const scores = scoreGroups([
    face({}),
    face({ yaw: -20, nme: 0.06 }),
    face({ yaw: 31, nme: 0.1, brightness: 20 }),
    face({ yaw: 50, nme: Infinity }),
    face({ key: 'taught/aaf-0001', nme: 0.02 }),
    face({ key: 'taught/aaf-0002', nme: 0.04, yaw: undefined }),
  ])
  expect(scores.map(({ group, faces }) => [group, faces])).toEqual([
    ['yaw below 15°', 2],
    ['yaw 15° to 30°', 1],
    ['yaw above 30°', 1],
    ['dark picture', 1],
    ['lfpw/testset', 3],
    ['taught/aaf', 2],
  ])
  expect(scores.map(({ nmeInterPupil }) => Number(nmeInterPupil.toFixed(4)))).toEqual([
    3, 6, 10, 10, 6.6667, 3,
  ])
})

it('has no groups for one set alone', () => {
  expect(scoreGroups([face({}), face({})]).map(({ group }) => group)).toEqual(['yaw below 15°'])
})

it('counts a face whose one eye is closed', () => {
  const truth = MEAN_SHAPE.map((point, i) =>
    i >= 36 && i < 42 ? ([point[0], MEAN_SHAPE[36]![1]] as const) : point,
  )
  expect(scoreGroups([face({ truth })]).map(({ group }) => group)).toContain('a closed eye')
})

it('names the set of a photo by folder and prefix', () => {
  expect(findFaceSet('lfpw/testset/image_0001')).toBe('lfpw/testset')
  expect(findFaceSet('taught/aaf-0001')).toBe('taught/aaf')
  expect(findFaceSet('photo')).toBe('')
})
