import { useState, type Dispatch } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import { ANNOTATION_FORMATS } from '../../state/address/choices.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { TEXT } from '../../ui/text.ts'
import type { AnnotatedPhoto, AnnotationAction } from './annotations.ts'
import { listSavable, saveAnnotations } from './save-annotations.ts'
import controlsStyles from '../../ui/controls.module.css'

interface Props {
  readonly photos: readonly AnnotatedPhoto[]
  /** True if the work is kept in this browser; undefined before it is known. */
  readonly isKept: boolean | undefined
  readonly dispatch: Dispatch<AnnotationAction>
  readonly onKeep: (isWanted: boolean) => void
  readonly onError: (message: string | undefined) => void
}

/** Choice of the format, the button that saves, and whether the work is kept in this browser. */
export function SavePanel({ photos, isKept, dispatch, onKeep, onError }: Props) {
  const { format } = useSettings('annotate')
  const [report, setReport] = useState<{
    readonly photos: readonly AnnotatedPhoto[]
    readonly text: string
  }>()
  const [isSaving, setSaving] = useState(false)
  const savable = listSavable(photos)
  const faces = savable.reduce((sum, photo) => sum + (photo.faces?.length ?? 0), 0)
  const unseen = photos.filter((photo) => photo.faces === undefined && photo.failure === undefined).length

  const save = async () => {
    onError(undefined)
    setSaving(true)
    try {
      const { name, saved } = await saveAnnotations(photos, format)
      dispatch({ kind: 'saved', saved })
      setReport({ photos, text: TEXT.annotate.savedAs(name) })
    } catch (error) {
      onError(TEXT.annotate.notSaved(getErrorMessage(error)))
    }
    setSaving(false)
  }
  return (
    <fieldset>
      <legend>{TEXT.annotate.save}</legend>
      <label className={controlsStyles.row}>
        {TEXT.annotate.format}
        <select
          value={format}
          onChange={({ target }) =>
            setSettings('annotate', {
              format: ANNOTATION_FORMATS.find((name) => name === target.value) ?? 'pts',
            })
          }
        >
          {ANNOTATION_FORMATS.map((name) => (
            <option key={name} value={name}>
              {TEXT.annotate.formats[name]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className={controlsStyles.primary}
        disabled={savable.length === 0 || isSaving}
        onClick={() => void save()}
      >
        {TEXT.annotate.saveButton}
      </button>
      <p role="status" className={controlsStyles.hint}>
        {report ? report.text : null} {savable.length > 0 && TEXT.annotate.toSave(faces, savable.length)}{' '}
        {savable.length > 0 && unseen > 0 && TEXT.annotate.notOpened(unseen)}
      </p>
      <label>
        <input
          type="checkbox"
          checked={isKept ?? false}
          disabled={isKept === undefined}
          onChange={({ target }) => onKeep(target.checked)}
        />
        {TEXT.annotate.keep}
      </label>
      <p className={controlsStyles.hint}>{TEXT.annotate.keepHint}</p>
    </fieldset>
  )
}
