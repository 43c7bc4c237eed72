import { lazy, type ComponentType, type ReactNode } from 'react'

/** View in a chunk of its own, loaded when it is first opened. */
export interface LazyView<Props> {
  (props: Props): ReactNode
  /** Loads the chunk again at the next render: React also remembers a failure. */
  readonly reset: () => void
}

/** The chunk of a view could not be loaded. */
export class ViewLoadError extends Error {}

export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyView<Props> {
  const begin = () =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (cause) {
        throw new ViewLoadError('the file did not come', { cause })
      }
    })
  let Loaded: ComponentType<Props> = begin() as ComponentType<Props>
  const View = (props: Props) => <Loaded {...props} />
  return Object.assign(View, {
    reset: () => {
      Loaded = begin() as ComponentType<Props>
    },
  })
}
