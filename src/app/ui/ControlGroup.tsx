import type { ReactNode } from 'react'
import type { ControlGroupName } from '../state/address/choices.ts'
import { useAppState } from '../state/store.ts'

/** True if a group of controls is shown: a teacher's link can hide it. */
export function useIsShown(name: ControlGroupName): boolean {
  return useAppState(({ settings }) => !settings.classroom.hidden.includes(name))
}

interface Props {
  readonly name: ControlGroupName
  readonly children: ReactNode
}

/** Group of controls that a teacher's link can hide; see `listControlGroups`. */
export function ControlGroup({ name, children }: Props) {
  return useIsShown(name) ? children : null
}
