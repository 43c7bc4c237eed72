import { describe, expect, it } from 'vitest'
import { squareOfLandmarks, type Square } from '../src/geometry/square.ts'
import { Tracker } from '../src/landmarker/tracker.ts'
import { answersTo as answer, detectionOf, landmarksOf, type Person } from './simulated-camera.ts'

const FPS = 30

const near = (square: Square, { centre, side }: Person) =>
  Math.hypot(square.centre[0] - centre[0], square.centre[1] - centre[1]) / side

describe('tracker', () => {
  it('follows a moving face without stage 1 once it is steady, and keeps its identity', () => {
    const tracker = new Tracker(4, () => undefined)
    const at = (t: number): Person => ({ centre: [100 + (150 * t) / FPS, 200], side: 150 })
    tracker.suggest([detectionOf(at(0))])
    expect(tracker.asks()[0].looks).toBe(1)
    const ids = new Set<number>()
    let looks = 0
    for (let t = 0; t < 60; t++) {
      const asks = tracker.asks()
      if (t > 3) looks += asks[0].looks
      // It is met where it is now, not where it was.
      if (t > 3) expect(near(asks[0].square, at(t))).toBeLessThan(0.005)
      for (const { id } of tracker.update(answer(asks, [at(t)]), t / FPS)) ids.add(id)
    }
    expect([looks, ids.size]).toEqual([0, 1])
  })

  it('lets stage 1 look again after a sudden move', () => {
    const tracker = new Tracker(4)
    const before: Person = { centre: [200, 200], side: 100 }
    tracker.suggest([detectionOf(before)])
    for (let t = 0; t < 5; t++) tracker.update(answer(tracker.asks(), [before]), t / FPS)
    expect(tracker.asks()[0].looks).toBe(0)
    tracker.update(answer(tracker.asks(), [{ ...before, centre: [220, 205], roll: 0.3 }]), 5 / FPS)
    expect(tracker.asks()[0].looks).toBe(1)
  })

  it('does not move the crop of a face that rests', () => {
    const tracker = new Tracker(4, () => undefined)
    tracker.suggest([detectionOf({ centre: [200, 200], side: 100 })])
    const squares: Square[] = []
    for (let t = 0; t < 20; t++) {
      const trembling: Person = { centre: [200 + 0.3 * Math.sin(9 * t), 200], side: 100 }
      const asks = tracker.asks()
      if (t > 2) squares.push(asks[0].square)
      tracker.update(answer(asks, [trembling]), t / FPS)
    }
    expect(new Set(squares).size).toBe(1)
  })

  it('notices a lost face within three frames and looks for it at once', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    tracker.suggest([detectionOf(person)])
    tracker.detecting(0)
    for (let t = 0; t < 5; t++) tracker.update(answer(tracker.asks(), [person]), t / FPS)
    expect(tracker.isDetectionDue(200)).toBe(false)
    const shown = [5, 6, 7].map((t) => tracker.update(answer(tracker.asks(), []), t / FPS).length)
    expect(shown).toEqual([0, 0, 0])
    expect(tracker.isDetectionDue(200)).toBe(true)
    expect(tracker.asks()).toEqual([])
  })

  it('drops what was detected but is no face, at once', () => {
    const tracker = new Tracker(4)
    tracker.suggest([detectionOf({ centre: [50, 50], side: 40 })])
    expect(tracker.update(answer(tracker.asks(), []), 0)).toEqual([])
    expect(tracker.asks()).toEqual([])
  })

  it('keeps people apart, takes no more than asked, and ends one of two tracks on a face', () => {
    const tracker = new Tracker(2)
    const people: Person[] = [
      { centre: [100, 200], side: 80 },
      { centre: [300, 200], side: 120 },
      { centre: [500, 200], side: 60 },
    ]
    tracker.suggest(people.map(detectionOf))
    expect(tracker.asks()).toHaveLength(2)
    const faces = tracker.update(answer(tracker.asks(), people), 0)
    expect(faces.map(({ landmarks }) => Math.round(squareOfLandmarks(landmarks).side))).toEqual([120, 80])
    // The same faces again are no new ones.
    tracker.suggest(people.slice(0, 2).map(detectionOf))
    expect(tracker.asks()).toHaveLength(2)
    const same = answer(tracker.asks(), [people[1]]).map((found) => ({
      ...found,
      landmarks: landmarksOf(people[1]),
      presence: 0.99,
    }))
    expect(tracker.update(same, 1 / FPS)).toHaveLength(1)
    expect(tracker.asks()).toHaveLength(1)
  })

  it('looks for faces twice a second while it follows some, more often while there is none', () => {
    const tracker = new Tracker(4)
    expect(tracker.isDetectionDue(0)).toBe(true)
    tracker.detecting(0)
    expect([50, 100].map((now) => tracker.isDetectionDue(now))).toEqual([false, true])
    tracker.suggest([detectionOf({ centre: [200, 200], side: 100 })])
    tracker.detecting(100)
    expect([300, 600].map((now) => tracker.isDetectionDue(now))).toEqual([false, true])
  })

  it('keeps the latest place of a face that moves before the networks are asked about it', () => {
    const tracker = new Tracker(4)
    for (let x = 100; x <= 600; x += 100) tracker.suggest([detectionOf({ centre: [x, 200], side: 100 })])
    expect(tracker.asks().map(({ square }) => Math.round(square.centre[0]))).toEqual([600])
  })

  it('ends a track of networks that cannot tell a face from none when two detections do not see it', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    const look = (t: number) =>
      tracker.update(
        answer(tracker.asks(), [person]).map((found) => ({ ...found, presence: undefined })),
        t / FPS,
      )
    tracker.suggest([detectionOf(person)])
    look(0)
    tracker.suggest([])
    expect(look(1)).toHaveLength(1)
    tracker.suggest([detectionOf(person)])
    tracker.suggest([])
    expect(look(2)).toHaveLength(1)
    tracker.suggest([])
    expect(look(3)).toHaveLength(0)
  })

  it('leaves a track to networks that can tell, whatever detections see', () => {
    const tracker = new Tracker(4)
    const person: Person = { centre: [200, 200], side: 100 }
    tracker.suggest([detectionOf(person)])
    for (let t = 0; t < 5; t++) {
      expect(tracker.update(answer(tracker.asks(), [person]), t / FPS)).toHaveLength(1)
      tracker.suggest([])
    }
  })
})
