import { memo, useState, type Dispatch } from 'react'
import { getFileName } from '../../../evaluation/paths.ts'
import { TEXT } from '../../ui/text.ts'
import { getStatus, type AnnotatedPhoto, type AnnotationAction, type PhotoStatus } from './annotations.ts'
import annotateStyles from './annotate.module.css'

const STATUS_STYLES: Readonly<Record<PhotoStatus, string | undefined>> = {
  failed: annotateStyles.failed,
  unseen: annotateStyles.unseen,
  untouched: annotateStyles.untouched,
  edited: annotateStyles.edited,
  saved: annotateStyles.saved,
}

interface ItemProps {
  readonly photo: AnnotatedPhoto
  readonly index: number
  readonly isSelected: boolean
  readonly dispatch: Dispatch<AnnotationAction>
}

const PhotoItem = memo(function PhotoItem({ photo, index, isSelected, dispatch }: ItemProps) {
  const status = getStatus(photo)
  return (
    <li>
      <button
        type="button"
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => dispatch({ kind: 'select', photo: index })}
      >
        <span>{getFileName(photo.source.path)}</span>{' '}
        <span className={STATUS_STYLES[status]}>{TEXT.annotate.statuses[status]}</span>
      </button>
    </li>
  )
})

interface Props {
  readonly photos: readonly AnnotatedPhoto[]
  readonly selected: number
  readonly dispatch: Dispatch<AnnotationAction>
}

/** List of the open photos with their states, and buttons that close them; what would be lost is asked about first. */
export function PhotoList({ photos, selected, dispatch }: Props) {
  const [asking, setAsking] = useState<'one' | 'all'>()
  const photo = photos.at(selected)
  const unsaved = photos.filter((one) => getStatus(one) === 'edited')
  if (!photo) return null
  const close = (which: 'one' | 'all') => {
    setAsking(undefined)
    dispatch(which === 'all' ? { kind: 'close-all' } : { kind: 'close', path: photo.source.path })
  }
  const request = (which: 'one' | 'all') => {
    if (which === 'all' ? unsaved.length > 0 : unsaved.includes(photo)) setAsking(which)
    else close(which)
  }
  return (
    <>
      <ul className={annotateStyles.photos} aria-label={TEXT.annotate.photos}>
        {photos.map((one, i) => (
          <PhotoItem
            key={one.source.path}
            photo={one}
            index={i}
            isSelected={i === selected}
            dispatch={dispatch}
          />
        ))}
      </ul>
      <div className={annotateStyles.buttons}>
        <button type="button" onClick={() => request('one')}>
          {TEXT.annotate.closePhoto}
        </button>
        {photos.length > 1 && (
          <button type="button" onClick={() => request('all')}>
            {TEXT.annotate.closeAll}
          </button>
        )}
      </div>
      {asking && (
        <div role="alert" className={annotateStyles.question}>
          <p>
            {asking === 'all'
              ? TEXT.annotate.loseSome(unsaved.length)
              : TEXT.annotate.loseOne(getFileName(photo.source.path))}
          </p>
          <div className={annotateStyles.buttons}>
            <button type="button" onClick={() => setAsking(undefined)}>
              {TEXT.annotate.keepOpen}
            </button>
            <button type="button" onClick={() => close(asking)}>
              {TEXT.annotate.closeAnyway}
            </button>
          </div>
        </div>
      )}
    </>
  )
}
