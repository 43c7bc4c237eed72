import type { ReactNode } from 'react'
import emptyBoxStyles from './empty-box.module.css'

interface Props {
  readonly heading?: string
  readonly children: ReactNode
}

/** Box in the place of what is not there yet, with the way to it. */
export function EmptyBox({ heading, children }: Props) {
  return (
    <div className={emptyBoxStyles.box}>
      {heading && <h2>{heading}</h2>}
      {children}
    </div>
  )
}
