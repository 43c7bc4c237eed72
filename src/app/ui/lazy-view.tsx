import { lazy, type ComponentType, type ReactNode } from 'react'

/** The chunk of a view could not be loaded. */
export class ViewLoadError extends Error {}

const resets: (() => void)[] = []

/** Has all views load their chunks again at the next render: React also remembers a failure. */
export function resetViews(): void {
  for (const reset of resets) reset()
}

/** Creates a view in a chunk of its own, loaded when it is first opened. */
export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactNode {
  const begin = () =>
    lazy(async () => {
      try {
        return { default: await load() }
      } catch (cause) {
        throw new ViewLoadError('the file did not come', { cause })
      }
    })
  let Loaded: ComponentType<Props> = begin() as ComponentType<Props>
  resets.push(() => {
    Loaded = begin() as ComponentType<Props>
  })
  return (props) => <Loaded {...props} />
}
