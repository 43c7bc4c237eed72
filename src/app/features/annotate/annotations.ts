import type { Point } from '../../../geometry/point.ts'
import type { DatasetFile } from '../../media/dataset/dataset.ts'
import type { Faces } from '../../storage/annotation-drafts.ts'

/** Photo and what is known of its faces. */
export interface PhotoRecord {
  readonly source: DatasetFile
  /** Undefined until they are read from a file or searched. */
  readonly faces: Faces | undefined
  /** Faces as found, read or last saved: what an edit differs from. */
  readonly reference: Faces | undefined
  /** True if the reference was saved. */
  readonly isSaved: boolean
}

/** Photo in the list, with its history and the reason why it cannot be shown. */
export interface AnnotatedPhoto extends PhotoRecord {
  readonly past: readonly Faces[]
  readonly future: readonly Faces[]
  readonly failure: string | undefined
}

export interface Annotations {
  readonly photos: readonly AnnotatedPhoto[]
  /** Index of the photo on the screen, of its edited face, and of the chosen landmark. */
  readonly selected: number
  readonly face: number
  readonly landmark: number
}

/** Landmark chosen at first: the tip of the nose, in the middle of the face. */
export const EMPTY_ANNOTATIONS: Annotations = { photos: [], selected: 0, face: 0, landmark: 30 }

/** Number of edits of a photo that can be undone. */
const MAX_UNDO_STEPS = 200

export type AnnotationAction =
  /** Adds photos. One that is open already gets the faces that a file has for it; this can be undone. */
  | { readonly kind: 'open'; readonly photos: readonly PhotoRecord[] }
  /** Gives a photo the faces that a search has found: its first ones, or others in their place. */
  | { readonly kind: 'put'; readonly path: string; readonly faces: Faces }
  | { readonly kind: 'fail'; readonly path: string; readonly failure: string | undefined }
  | { readonly kind: 'select'; readonly photo: number }
  | { readonly kind: 'choose'; readonly face?: number; readonly landmark?: number }
  /** Moves landmarks of the edited face; `isFirst` begins a step that is undone as a whole. */
  | {
      readonly kind: 'move'
      readonly landmarks: readonly number[]
      readonly by: Point
      readonly isFirst: boolean
    }
  /** Adds a face to a photo and chooses it. */
  | { readonly kind: 'add'; readonly path: string; readonly points: readonly Point[] }
  /** Removes the edited face. */
  | { readonly kind: 'remove' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** Notes that these faces were saved; a photo edited since stays edited. */
  | { readonly kind: 'saved'; readonly saved: ReadonlyMap<string, Faces> }
  | { readonly kind: 'close'; readonly path: string }
  | { readonly kind: 'close-all' }

/** State of a photo, for the list. */
export type PhotoStatus = 'failed' | 'unseen' | 'untouched' | 'edited' | 'saved'

export function getStatus({ failure, faces, reference, isSaved }: AnnotatedPhoto): PhotoStatus {
  if (failure !== undefined) return 'failed'
  if (faces === undefined) return 'unseen'
  if (faces !== reference) return 'edited'
  return isSaved ? 'saved' : 'untouched'
}

/** Tells whether a photo has work that is not saved. */
export function hasUnsavedWork({ photos }: Annotations): boolean {
  return photos.some((photo) => getStatus(photo) === 'edited')
}

/** Makes an edit of a photo that can be undone. */
function edit(photo: AnnotatedPhoto, faces: Faces): AnnotatedPhoto {
  const past = photo.faces ? [...photo.past, photo.faces].slice(-MAX_UNDO_STEPS) : photo.past
  return { ...photo, faces, past, future: [], failure: undefined }
}

/** Puts other faces in the place of a photo's: the beginning of the work on it, or an edit. */
function put(photo: AnnotatedPhoto, faces: Faces): AnnotatedPhoto {
  return photo.faces ? edit(photo, faces) : { ...photo, faces, reference: faces, isSaved: false }
}

function undo(photo: AnnotatedPhoto): AnnotatedPhoto {
  const faces = photo.past.at(-1)
  if (!faces || !photo.faces) return photo
  return { ...photo, faces, past: photo.past.slice(0, -1), future: [photo.faces, ...photo.future] }
}

function redo(photo: AnnotatedPhoto): AnnotatedPhoto {
  const [faces, ...future] = photo.future
  if (!faces || !photo.faces) return photo
  return { ...photo, faces, past: [...photo.past, photo.faces], future }
}

function move(
  photo: AnnotatedPhoto,
  face: number,
  { landmarks, by, isFirst }: { landmarks: readonly number[]; by: Point; isFirst: boolean },
): AnnotatedPhoto {
  const faces = photo.faces?.map((points, i) =>
    i === face
      ? points.map(([x, y], at): Point => (landmarks.includes(at) ? [x + by[0], y + by[1]] : [x, y]))
      : points,
  )
  if (!faces?.[face]) return photo
  return isFirst ? edit(photo, faces) : { ...photo, faces, future: [] }
}

/** Keeps the indices within what there is. */
function clamp(state: Annotations): Annotations {
  const within = (index: number, count: number) => Math.max(0, Math.min(index, count - 1))
  const selected = within(state.selected, state.photos.length)
  const face = within(state.face, state.photos.at(selected)?.faces?.length ?? 0)
  return { ...state, selected, face }
}

function open(state: Annotations, given: readonly PhotoRecord[]): Annotations {
  const photos = [...state.photos]
  const known = new Map(photos.map(({ source }, i) => [source.path, i]))
  const added: number[] = []
  for (const record of given) {
    const index = known.get(record.source.path)
    if (index !== undefined) {
      if (record.faces) photos[index] = { ...put(photos[index]!, record.faces), reference: record.faces }
      continue
    }
    added.push(photos.length)
    photos.push({ ...record, past: [], future: [], failure: undefined })
  }
  const [first] = added
  return first === undefined ? { ...state, photos } : { ...state, photos, selected: first, face: 0 }
}

/** Computes the state after an action. */
export function reduceAnnotations(state: Annotations, action: AnnotationAction): Annotations {
  const change = (path: string | undefined, work: (photo: AnnotatedPhoto) => AnnotatedPhoto) => ({
    ...state,
    photos: state.photos.map((photo) => (photo.source.path === path ? work(photo) : photo)),
  })
  const here = state.photos.at(state.selected)?.source.path
  switch (action.kind) {
    case 'open':
      return clamp(open(state, action.photos))
    case 'put':
      return clamp(change(action.path, (photo) => put(photo, action.faces)))
    case 'fail':
      return change(action.path, (photo) => ({ ...photo, failure: action.failure }))
    case 'select':
      return clamp({ ...state, selected: action.photo, face: 0 })
    case 'choose':
      return clamp({ ...state, face: action.face ?? state.face, landmark: action.landmark ?? state.landmark })
    case 'move':
      return change(here, (photo) => move(photo, state.face, action))
    case 'add': {
      const added = change(action.path, (photo) => edit(photo, [...(photo.faces ?? []), action.points]))
      if (action.path !== here) return added
      return { ...added, face: (added.photos[state.selected]!.faces?.length ?? 1) - 1 }
    }
    case 'remove':
      return clamp(
        change(here, (photo) =>
          photo.faces?.[state.face]
            ? edit(
                photo,
                photo.faces.filter((_, i) => i !== state.face),
              )
            : photo,
        ),
      )
    case 'undo':
      return clamp(change(here, undo))
    case 'redo':
      return clamp(change(here, redo))
    case 'saved':
      return {
        ...state,
        photos: state.photos.map((photo) => {
          const faces = action.saved.get(photo.source.path)
          return faces ? { ...photo, reference: faces, isSaved: true } : photo
        }),
      }
    case 'close': {
      const index = state.photos.findIndex(({ source }) => source.path === action.path)
      const photos = state.photos.filter((_, i) => i !== index)
      const moved = index >= 0 && index < state.selected ? 1 : 0
      return clamp({ ...state, photos, selected: state.selected - moved, face: 0 })
    }
    case 'close-all':
      return { ...EMPTY_ANNOTATIONS, landmark: state.landmark }
  }
}
