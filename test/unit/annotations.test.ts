import { describe, expect, it } from 'vitest'
import {
  EMPTY_ANNOTATIONS,
  getStatus,
  hasUnsavedWork,
  reduceAnnotations,
  type AnnotationAction,
  type Annotations,
  type PhotoRecord,
} from '../../src/app/features/annotate/annotations.ts'
import type { Faces } from '../../src/app/storage/annotation-drafts.ts'
import { formatAnnotations } from '../../src/app/features/annotate/save-annotations.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'

const at = (left: number): Point[] => MEAN_SHAPE.map(([x, y]): Point => [100 * x + left, 100 * y])
const two: Faces = [at(100), at(300)]

const record = (path: string, faces?: Faces): PhotoRecord => ({
  source: { path, open: () => Promise.resolve(new Blob()) },
  faces,
  reference: faces,
  isSaved: false,
})

/** State after some actions, from two photos: a.jpg with two faces and b.jpg, of which nothing is known. */
function after(...actions: readonly AnnotationAction[]): Annotations {
  const opened: AnnotationAction = { kind: 'open', photos: [record('a.jpg', two), record('b.jpg')] }
  return [opened, ...actions].reduce(reduceAnnotations, EMPTY_ANNOTATIONS)
}

const move = (landmarks: readonly number[], by: Point, isFirst = true): AnnotationAction => ({
  kind: 'move',
  landmarks,
  by,
  isFirst,
})
const statuses = ({ photos }: Annotations) => photos.map(getStatus)
const faces = (state: Annotations, photo = 0) => state.photos[photo]!.faces ?? []

describe('annotations', () => {
  it('move the given points of the edited face only', () => {
    const state = after({ kind: 'choose', face: 1, landmark: 5 }, move([5, 6], [2, -3]))
    expect(faces(state)[0]).toEqual(two[0])
    for (const [i, [x, y]] of faces(state)[1]!.entries()) {
      const [dx, dy] = i === 5 || i === 6 ? [2, -3] : [0, 0]
      expect(x).toBeCloseTo(two[1]![i]![0] + dx, 9)
      expect(y).toBeCloseTo(two[1]![i]![1] + dy, 9)
    }
    expect(statuses(state)).toEqual(['edited', 'unseen'])
    expect(hasUnsavedWork(state)).toBe(true)
  })

  it('undo and redo a series of moves as one step, back to what was opened', () => {
    const moved = after(move([5], [1, 0]), move([5], [1, 0], false), move([8], [0, 1]))
    const undo = { kind: 'undo' } as const
    const once = reduceAnnotations(moved, undo)
    expect(faces(once)[0]![8]).toEqual(two[0]![8])
    expect(faces(once)[0]![5]![0]).toBeCloseTo(two[0]![5]![0] + 2, 9)
    const back = [undo, undo, undo].reduce(reduceAnnotations, once)
    expect(faces(back)).toBe(two)
    expect(statuses(back)[0]).toBe('untouched')
    expect(hasUnsavedWork(back)).toBe(false)
    const again = [{ kind: 'redo' }, { kind: 'redo' }, { kind: 'redo' }] as const
    expect(faces(again.reduce(reduceAnnotations, back))).toEqual(faces(moved))
    // A move takes away what could be redone.
    const other = reduceAnnotations(back, move([1], [1, 1]))
    expect(reduceAnnotations(other, { kind: 'redo' })).toEqual(other)
  })

  it('add and remove faces, and choose one that is there', () => {
    const added = after({ kind: 'add', path: 'a.jpg', points: at(500) })
    expect(faces(added)).toHaveLength(3)
    expect(added.face).toBe(2)
    const removed = reduceAnnotations(added, { kind: 'remove' })
    expect(faces(removed)).toEqual(two)
    expect(removed.face).toBe(1)
    const none = [{ kind: 'remove' }, { kind: 'remove' }, { kind: 'remove' }] as const
    const empty = none.reduce(reduceAnnotations, removed)
    expect(faces(empty)).toEqual([])
    expect(reduceAnnotations(empty, move([1], [1, 1]))).toEqual(empty)
    const back = reduceAnnotations(empty, { kind: 'undo' })
    expect(faces(back)).toHaveLength(1)
  })

  it('take what a search finds as the beginning of the work, later as an edit', () => {
    const found = after({ kind: 'put', path: 'b.jpg', faces: [at(0)] })
    expect(statuses(found)).toEqual(['untouched', 'untouched'])
    const again = reduceAnnotations(found, { kind: 'put', path: 'a.jpg', faces: [at(9)] })
    expect(statuses(again)[0]).toBe('edited')
    expect(faces(reduceAnnotations(again, { kind: 'undo' }))).toBe(two)
  })

  it('are saved as they were when the file was written', () => {
    const moved = after(move([5], [1, 0]))
    const saved = new Map([['a.jpg', faces(moved)]])
    expect(statuses(reduceAnnotations(moved, { kind: 'saved', saved }))[0]).toBe('saved')
    const further = reduceAnnotations(moved, move([5], [1, 0]))
    const meanwhile = reduceAnnotations(further, { kind: 'saved', saved })
    expect(statuses(meanwhile)[0]).toBe('edited')
    expect(statuses(reduceAnnotations(meanwhile, { kind: 'undo' }))[0]).toBe('saved')
  })

  it('are replaced by those of a file when a photo is given again, which can be undone', () => {
    const moved = after({ kind: 'select', photo: 1 }, { kind: 'put', path: 'b.jpg', faces: [at(0)] })
    const given = reduceAnnotations(moved, {
      kind: 'open',
      photos: [record('a.jpg', [at(7)]), record('b.jpg')],
    })
    expect(given.photos).toHaveLength(2)
    expect(faces(given)).toEqual([at(7)])
    expect(faces(given, 1)).toEqual([at(0)])
    expect(statuses(given)).toEqual(['untouched', 'untouched'])
    const undone = [{ kind: 'select', photo: 0 }, { kind: 'undo' }] as const
    expect(faces(undone.reduce(reduceAnnotations, given))).toBe(two)
  })

  it('of a photo that cannot be opened say so, and closing keeps the one on the screen', () => {
    const state = after(
      { kind: 'select', photo: 1 },
      { kind: 'fail', path: 'b.jpg', failure: 'It is damaged.' },
    )
    expect(statuses(state)).toEqual(['untouched', 'failed'])
    const closed = reduceAnnotations(state, { kind: 'close', path: 'a.jpg' })
    expect(closed.photos.map(({ source }) => source.path)).toEqual(['b.jpg'])
    expect(closed.selected).toBe(0)
    expect(reduceAnnotations(closed, { kind: 'close-all' }).photos).toEqual([])
  })
})

describe('files of annotations', () => {
  const photo = (file: string, shapes: Faces) => ({ file, width: 9, height: 9, faces: shapes })
  const names = (format: 'pts' | 'ljson' | 'dlib' | 'coco') =>
    formatAnnotations([photo('d/a.jpg', two), photo('d/b.x.png', [at(0)]), photo('c.jpg', [])], format).map(
      ({ name }) => name,
    )

  it('are beside their photos, or one for all', () => {
    expect(names('pts')).toEqual(['d/a.pts', 'd/a.face2.pts', 'd/b.x.pts'])
    expect(names('ljson')).toEqual(['d/a.ljson', 'd/b.x.ljson', 'c.ljson'])
    expect(names('dlib')).toEqual(['annotations.xml'])
    expect(names('coco')).toEqual(['annotations.json'])
  })
})
