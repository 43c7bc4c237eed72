import { setSettings, useSettings } from '../state/change-address.ts'
import { TEXT } from './text.ts'
import classroomStyles from './classroom.module.css'

/** Line that says that a teacher's link hides controls, with a way out. */
export function ClassNotice() {
  const { hidden } = useSettings('classroom')
  if (hidden.length === 0) return null
  return (
    <p className={classroomStyles.notice}>
      {TEXT.classroom.setUp}
      <span aria-hidden="true"> · </span>
      <button type="button" onClick={() => setSettings('classroom', { hidden: [] })}>
        {TEXT.classroom.showAll}
      </button>
    </p>
  )
}
