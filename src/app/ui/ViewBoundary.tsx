import { Component, type ReactNode } from 'react'
import { getErrorMessage } from '../../landmarker/errors.ts'
import { ViewLoadError } from './lazy-view.tsx'

interface Props {
  /** The view's name for people. */
  readonly title: string
  /** Told when the view cannot be shown. */
  readonly onFail: () => void
  /** Told before the view is drawn once more. */
  readonly onRetry: () => void
  readonly children: ReactNode
}

interface State {
  readonly failure?: { readonly error: unknown }
}

/** Stands in a view's place when it cannot be loaded or throws while it is drawn; the rest of the page goes on. */
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
        ? `${title} could not be loaded: there is no connection, or a new version of the page has taken the place of this one.`
        : `${title} could not be shown: ${getErrorMessage(failure.error)}.`
    return (
      <div className="failure">
        <p role="alert">{sentence} The other views go on.</p>
        <div className="failure-actions">
          <button type="button" className="primary" onClick={this.#retry}>
            Load it again
          </button>
          <button type="button" onClick={() => location.reload()}>
            Reload the page
          </button>
        </div>
      </div>
    )
  }
}
