import { useId, useState } from 'react'
import { encodeAddress } from '../state/address/address.ts'
import type { ControlGroupName } from '../state/address/choices.ts'
import { listControlGroups } from '../state/control-groups.ts'
import type { ViewId } from '../state/routes.ts'
import { useAppState } from '../state/store.ts'
import { TEXT } from './text.ts'
import classroomStyles from './classroom.module.css'

/** A teacher's choice of the controls that stay visible, and the link that hides the others. */
export function ShareForClass({ view }: { readonly view: ViewId }) {
  const [hidden, setHidden] = useState<readonly ControlGroupName[]>([])
  const [report, setReport] = useState<{ readonly link: string; readonly text: string }>()
  const id = useId()
  const groups = listControlGroups(view)
  const search = useAppState((state) => state.search)
  const own = groups.filter((name) => hidden.includes(name))
  const link = location.origin + location.pathname + encodeAddress({ classroom: { hidden: own } }, search)

  const copy = async () => {
    let text: string = TEXT.classroom.copied
    try {
      await navigator.clipboard.writeText(link)
    } catch {
      // Refused, or not offered outside of https.
      text = TEXT.classroom.notCopied
    }
    setReport({ link, text })
  }
  return (
    <details className={classroomStyles.classroom}>
      <summary>{TEXT.classroom.title}</summary>
      <fieldset>
        <legend>{TEXT.classroom.visible}</legend>
        {groups.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={!hidden.includes(name)}
              onChange={() =>
                setHidden(hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name])
              }
            />
            {TEXT.classroom.groups[name]}
          </label>
        ))}
      </fieldset>
      <label htmlFor={id}>{TEXT.classroom.link}</label>
      <input id={id} type="text" readOnly value={link} onFocus={({ target }) => target.select()} />
      <button type="button" onClick={() => void copy()}>
        {TEXT.classroom.copy}
      </button>
      <p role="status">{report?.link === link ? report.text : ''}</p>
      <p>{TEXT.classroom.hint}</p>
    </details>
  )
}
