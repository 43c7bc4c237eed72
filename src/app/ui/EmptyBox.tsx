import type { ReactNode } from 'react'
import emptyBoxStyles from './empty-box.module.css'

interface Props {
  readonly heading?: string
  /** Example in the place of what is to come; without it there is a dashed frame. */
  readonly picture?: ReactNode
  readonly children: ReactNode
}

/** Box in the place of what is not there yet, with the way to it. */
export function EmptyBox({ heading, picture, children }: Props) {
  return (
    <div className={`${emptyBoxStyles.box} ${picture ? emptyBoxStyles.pictured : emptyBoxStyles.framed}`}>
      {picture && <div className={emptyBoxStyles.picture}>{picture}</div>}
      {heading && <h2>{heading}</h2>}
      {children}
    </div>
  )
}
