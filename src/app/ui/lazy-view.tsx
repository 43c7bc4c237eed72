import { lazy, type ComponentType, type ReactNode } from 'react'

/** A view in a file of its own, which is loaded when the view is first opened. */
export interface LazyView<Props> {
  (props: Props): ReactNode
  /** Loads the file again the next time the view is drawn: React remembers also that it did not come. */
  readonly reset: () => void
}

/** The file of a view did not come. */
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
