import { Component, type ReactNode } from 'react'
import { getErrorMessage } from '../../landmarker/errors.ts'
import { ViewLoadError } from './lazy-view.tsx'
import { TEXT } from './text.ts'
import pageStyles from './page.module.css'
import controlsStyles from './controls.module.css'

interface Props {
  /** Title of the view. */
  readonly title: string
  /** Called when the view fails. */
  readonly onFail: () => void
  /** Called before another attempt. */
  readonly onRetry: () => void
  readonly children: ReactNode
}

interface State {
  readonly failure?: { readonly error: unknown }
}

/**
 * Error boundary of a view that cannot be loaded or throws while rendering; the rest of the page keeps
 * working.
 */
export class ViewBoundary extends Component<Props, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { failure: { error } }
  }

  override componentDidCatch(): void {
    this.props.onFail()
  }

  readonly #retry = () => {
    this.props.onRetry()
    this.setState({ failure: undefined })
  }

  override render(): ReactNode {
    const { title, children } = this.props
    const { failure } = this.state
    if (!failure) return children
    const sentence =
      failure.error instanceof ViewLoadError
        ? TEXT.shell.viewNotLoaded(title)
        : TEXT.shell.viewNotShown(title, getErrorMessage(failure.error))
    return (
      <div className={pageStyles.failure}>
        <p role="alert">
          {sentence} {TEXT.shell.otherViewsWork}
        </p>
        <div className={pageStyles.failureActions}>
          <button type="button" className={controlsStyles.primary} onClick={this.#retry}>
            {TEXT.shell.loadAgain}
          </button>
          <button type="button" onClick={() => location.reload()}>
            {TEXT.shell.reload}
          </button>
        </div>
      </div>
    )
  }
}
