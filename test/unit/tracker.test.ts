import { describe, expect, it } from 'vitest'
import { computeLandmarkSquare, type Square } from '../../src/geometry/square.ts'
import { Tracker } from '../../src/landmarker/tracking/tracker.ts'
import {
  answersTo as answer,
  createDetection,
  createLandmarks,
  type Person,
} from '../support/simulated-camera.ts'

const FPS = 30

const near = (square: Square, { centre, side }: Person) =>
  Math.hypot(square.centre[0] - centre[0], square.centre[1] - centre[1]) / side

describe('tracker', () => {
  it('follows a moving face without stage 1 once it is steady, and keeps its identity', () => {
    const tracker = new Tracker(4)
    const at = (t: number): Person => ({ centre: [100 + (150 * t) / FPS, 200], side: 150 })
    tracker.addDetections([createDetection(at(0))])
    expect(tracker.listRois()[0]!.stage1Passes).toBe(1)
    const ids = new Set<number>()
    let looks = 0
    for (let t = 0; t < 60; t++) {
      const asks = tracker.listRois()
      if (t > 3) looks += asks[0]!.stage1Passes
      // It is met where it is now, not where it was.
      if (t > 3) expect(near(asks[0]!.square, at(t))).toBeLessThan(0.005)
      for (const { id } of tracker.update(answer(asks, [at(t)]), t / FPS)) ids.add(id)
    }
    expect([looks, ids.size]).toEqual([0, 1])
  })

  it('lets stage 1 look again after a sudden move', () => {
    const tracker = new Tracker(4)
    const before: Person = { centre: [200, 200], side: 100 }
    tracker.addDetections([createDetection(before)])
    for (let t = 0; t < 5; t++) tracker.update(answer(tracker.listRois(), [before]), t / FPS)
    expect(tracker.listRois()[0]!.stage1Passes).toBe(0)
    tracker.update(answer(tracker.listRois(), [{ ...before, centre: [220, 205], roll: 0.3 }]), 5 / FPS)
    expect(tracker.listRois()[0]!.stage1Passes).toBe(1)
  })

  it('does not move the crop of a face that rests', () => {
    const tracker = new Tracker(4)
    tracker.addDetections([createDetection({ centre: [200, 200], side: 100 })])
    const squares: Square[] = []
    for (let t = 0; t < 20; t++) {
      const trembling: Person = { centre: [200 + 0.3 * Math.sin(9 * t), 200], side: 100 }
      const asks = tracker.listRois()
      if (t > 2) squares.push(asks[0]!.square)
      tracker.update(answer(asks, [trembling]), t / FPS)
    }
    expect(new Set(squares).size).toBe(1)
  })

  it('notices a lost face at once, and gives it up within three frames', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    tracker.addDetections([createDetection(person)])
    for (let t = 0; t < 5; t++) tracker.update(answer(tracker.listRois(), [person]), t / FPS)
    expect(tracker.hasLostFace).toBe(false)
    expect(tracker.update(answer(tracker.listRois(), []), 5 / FPS)).toEqual([])
    expect([tracker.hasLostFace, tracker.visibleSquares]).toEqual([true, []])
    const shown = [6, 7].map((t) => tracker.update(answer(tracker.listRois(), []), t / FPS).length)
    expect(shown).toEqual([0, 0])
    expect(tracker.listRois()).toEqual([])
  })

  it('drops what was detected but is no face, at once', () => {
    const tracker = new Tracker(4)
    tracker.addDetections([createDetection({ centre: [50, 50], side: 40 })])
    expect(tracker.update(answer(tracker.listRois(), []), 0)).toEqual([])
    expect(tracker.listRois()).toEqual([])
  })

  it('keeps people apart, takes no more than asked, and ends one of two tracks on a face', () => {
    const tracker = new Tracker(2)
    const people: Person[] = [
      { centre: [100, 200], side: 80 },
      { centre: [300, 200], side: 120 },
      { centre: [500, 200], side: 60 },
    ]
    tracker.addDetections(people.map(createDetection))
    expect(tracker.listRois()).toHaveLength(2)
    const faces = tracker.update(answer(tracker.listRois(), people), 0)
    expect(faces.map(({ landmarks }) => Math.round(computeLandmarkSquare(landmarks).side))).toEqual([120, 80])
    // The same faces again are no new ones.
    tracker.addDetections(people.slice(0, 2).map(createDetection))
    expect(tracker.listRois()).toHaveLength(2)
    const same = answer(tracker.listRois(), [people[1]!]).map((found) => ({
      ...found,
      landmarks: createLandmarks(people[1]!),
      presence: 0.99,
    }))
    expect(tracker.update(same, 1 / FPS)).toHaveLength(1)
    expect(tracker.listRois()).toHaveLength(1)
  })

  it('goes on with faces that were followed before, under their own numbers', () => {
    const person: Person = { centre: [200, 200], side: 100 }
    const other: Person = { centre: [400, 200], side: 80 }
    const square = computeLandmarkSquare(createLandmarks(person))
    const tracker = new Tracker(4, [{ id: 7, square }])
    tracker.addDetections([createDetection(person), createDetection(other)])
    const faces = tracker.update(answer(tracker.listRois(), [person, other]), 0)
    expect(faces.map(({ id }) => id)).toEqual([7, 8])
  })

  it('ends a track of networks that cannot tell a face from none when two detections do not see it', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    const look = (t: number) =>
      tracker.update(
        answer(tracker.listRois(), [person]).map((found) => ({ ...found, presence: undefined })),
        t / FPS,
      )
    tracker.addDetections([createDetection(person)])
    look(0)
    tracker.addDetections([])
    expect(look(1)).toHaveLength(1)
    tracker.addDetections([createDetection(person)])
    tracker.addDetections([])
    expect(look(2)).toHaveLength(1)
    tracker.addDetections([])
    expect(look(3)).toHaveLength(0)
  })

  it('leaves a track to networks that can tell, whatever detections see', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    tracker.addDetections([createDetection(person)])
    for (let t = 0; t < 5; t++) {
      expect(tracker.update(answer(tracker.listRois(), [person]), t / FPS)).toHaveLength(1)
      tracker.addDetections([])
    }
  })

  it('does not count a look that could not show a track against it', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    tracker.addDetections([createDetection(person)])
    const look = () =>
      tracker.update(
        answer(tracker.listRois(), [person]).map((found) => ({ ...found, presence: undefined })),
        0,
      )
    for (let i = 0; i < 5; i++) {
      expect(look()).toHaveLength(1)
      tracker.addDetections([], ({ centre }) => centre[0] > 320)
    }
  })
})
