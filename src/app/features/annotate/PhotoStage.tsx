import { useEffect, useRef, type Dispatch, type KeyboardEvent } from 'react'
import { getFileName } from '../../../evaluation/paths.ts'
import type { Point } from '../../../geometry/point.ts'
import { DRAG_SCOPES, type DragScope } from '../../state/address/choices.ts'
import { LandmarkEditor } from '../../canvas/LandmarkEditor.tsx'
import type { Area } from '../../canvas/viewport.ts'
import { TEXT } from '../../ui/text.ts'
import { getStatus, type AnnotatedPhoto, type AnnotationAction, type Annotations } from './annotations.ts'
import type { ShownPhoto } from './useShownPhoto.ts'
import pictureStyles from '../../canvas/picture.module.css'
import annotateStyles from './annotate.module.css'

interface Props {
  readonly annotations: Annotations
  readonly photo: AnnotatedPhoto
  readonly shown: ShownPhoto | undefined
  /** Reason for waiting, shown to the user. */
  readonly busy: string | undefined
  readonly dragScope: DragScope
  readonly isAdding: boolean
  readonly dispatch: Dispatch<AnnotationAction>
  readonly onDragScope: (dragScope: DragScope) => void
  readonly onAdd: () => void
  readonly onBox: (box: Area | undefined) => void
}

/** Sentence over the picture; undefined if there is nothing to say. */
function findNotice({ photo, busy, isAdding }: Props): string | undefined {
  if (busy) return `${busy} …`
  if (isAdding) return TEXT.annotate.drawBox
  if (photo.faces?.length !== 0 || photo.failure) return undefined
  return photo.past.length > 0 ? TEXT.annotate.noFace : TEXT.annotate.noFaceFound
}

/** Photo with its faces to be edited, and a row that goes from photo to photo. */
export function PhotoStage(props: Props) {
  const { annotations, photo, shown, busy, dragScope, isAdding, dispatch, onDragScope, onAdd, onBox } = props
  const { photos, selected, face, landmark } = annotations
  const name = getFileName(photo.source.path)
  const count = photo.faces?.length ?? 0
  const stage = useRef<HTMLDivElement>(null)
  const isFirst = useRef(false)

  const goTo = (index: number) => {
    if (index < 0 || index >= photos.length) return
    dispatch({ kind: 'select', photo: index })
  }
  // The focus waits here while a photo that a key went to is opened.
  useEffect(() => {
    if (shown && document.activeElement === stage.current)
      stage.current?.querySelector<SVGElement>('[role=application]')?.focus()
  }, [shown])

  const handleKey = (event: KeyboardEvent): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
    const key = event.key.toLowerCase()
    const scope = DRAG_SCOPES.at(Number(key) - 1)
    if (key === 'n' || key === 'p') {
      stage.current?.focus()
      goTo(selected + (key === 'n' ? 1 : -1))
    } else if (/^[123]$/.test(key) && scope) onDragScope(scope)
    else if (key === 'f' && count > 0) dispatch({ kind: 'choose', face: (face + 1) % count })
    else if (key === 'a' && shown) onAdd()
    else if ((key === 'delete' || key === 'backspace') && count > 0) dispatch({ kind: 'remove' })
    else return false
    return true
  }

  const notice = findNotice(props)
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- The editor inside has the keys. */}
      <div
        ref={stage}
        className={annotateStyles.stage}
        tabIndex={-1}
        aria-busy={Boolean(busy)}
        onKeyDown={(event) => {
          if (handleKey(event)) event.preventDefault()
        }}
      >
        {shown && (
          <LandmarkEditor
            key={shown.path}
            picture={shown.picture}
            label={TEXT.annotate.photo(name, selected + 1, photos.length)}
            faces={photo.faces ?? []}
            face={face}
            landmark={landmark}
            dragScope={dragScope}
            drawsBox={isAdding}
            onChoose={(next, of) => dispatch({ kind: 'choose', landmark: next, face: of })}
            onBegin={() => {
              isFirst.current = true
            }}
            onMove={(landmarks, by: Point) => {
              dispatch({ kind: 'move', landmarks, by, isFirst: isFirst.current })
              isFirst.current = false
            }}
            onUndo={() => dispatch({ kind: 'undo' })}
            onRedo={() => dispatch({ kind: 'redo' })}
            onBox={onBox}
          />
        )}
        {photo.failure !== undefined && (
          <p role="alert" className={annotateStyles.failure}>
            {photo.failure}
          </p>
        )}
        <div className={pictureStyles.statusMessages}>{notice && <p role="status">{notice}</p>}</div>
      </div>
      <div className={annotateStyles.bar}>
        <button type="button" disabled={selected === 0} onClick={() => goTo(selected - 1)}>
          {TEXT.annotate.previous}
        </button>
        <p>
          <strong>{name}</strong>{' '}
          <span>
            {photos.length > 1 && `${TEXT.annotate.countOf(selected + 1, photos.length)}, `}
            {TEXT.annotate.statuses[getStatus(photo)]}
          </span>
        </p>
        <button type="button" disabled={selected === photos.length - 1} onClick={() => goTo(selected + 1)}>
          {TEXT.annotate.next}
        </button>
      </div>
    </>
  )
}
