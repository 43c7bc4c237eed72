import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react'
import { Controls } from './features/live/Controls.tsx'
import { lazyView } from './ui/lazy-view.tsx'
import { Nav } from './ui/Nav.tsx'
import { Readout } from './ui/BackendInfo.tsx'
import { Stage } from './canvas/ImageViewer.tsx'
import type { StudioState } from './state/state.ts'
import type { Studio } from './state/studio.ts'
import { useDroppedPhotos } from './media/useDroppedPhotos.ts'
import { ViewBoundary } from './ui/ViewBoundary.tsx'
import { showsPicture, titleOf } from './state/routes.ts'

// The lab brings its plots along, which the camera does not need.
const About = lazyView(async () => (await import('./features/about/About.tsx')).About)
const Xray = lazyView(async () => (await import('./features/xray/Xray.tsx')).Xray)
const Balancing = lazyView(async () => (await import('./features/balancing/Balancing.tsx')).Balancing)
const Evaluate = lazyView(async () => (await import('./features/evaluate/Evaluate.tsx')).Evaluate)
const Losses = lazyView(async () => (await import('./features/losses/Losses.tsx')).Losses)
const FineTune = lazyView(async () => (await import('./features/fine-tune/FineTune.tsx')).FineTune)

interface Props {
  readonly studio: Studio
  readonly state: StudioState
  readonly dragging: boolean
}

function View({ studio, state, dragging }: Props) {
  switch (state.options.view) {
    case 'xray':
      return <Xray studio={studio} state={state} dropping={dragging} />
    case 'losses':
      return <Losses />
    case 'tune':
      return <FineTune studio={studio} state={state} />
    case 'evaluate':
      return <Evaluate studio={studio} state={state} />
    case 'balancing':
      return <Balancing studio={studio} />
    case 'about':
      return <About />
    default:
      return (
        <>
          <Stage studio={studio} state={state} dropping={dragging} />
          <aside aria-label="Controls and model">
            <Controls studio={studio} state={state} />
            <Readout state={state} />
          </aside>
        </>
      )
  }
}

function forgetFiles(): void {
  for (const { forget } of [About, Xray, Balancing, Evaluate, Losses, FineTune]) forget()
}

/** Names the tab after the view. The focus goes to the heading of a view that takes the place of another. */
function useHeading(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(title)
  useEffect(() => {
    document.title = `${title} – Wingmark`
    if (before.current !== title) heading.current?.focus()
    before.current = title
  }, [title])
  return heading
}

export function App({ studio }: { readonly studio: Studio }) {
  const state = useSyncExternalStore(studio.subscribe, studio.state)
  const dragging = useDroppedPhotos(studio)
  const { view } = state.options
  const title = titleOf(view)
  const heading = useHeading(title)
  const pictured = showsPicture(view)

  return (
    <div className="page">
      <header>
        <h1>Wingmark</h1>
        <Nav studio={studio} options={state.options} />
        {state.update ? (
          <p role="status">
            A new version is ready.{' '}
            <button type="button" onClick={state.update}>
              Load it
            </button>
          </p>
        ) : (
          <p>Every pixel stays on this machine.</p>
        )}
      </header>
      <main className={pictured ? undefined : 'wide'}>
        <h2 ref={heading} className="heading" tabIndex={-1}>
          {title}
        </h2>
        {/* The picture of a view that failed is not seen. */}
        <ViewBoundary key={view} title={title} onFail={studio.stopCamera} onRetry={forgetFiles}>
          <Suspense fallback={<p role="status">Loading the view …</p>}>
            <View studio={studio} state={state} dragging={dragging} />
          </Suspense>
        </ViewBoundary>
      </main>
      {dragging && !pictured && <div className="drop drop-page">Drop the photo to open it in Live</div>}
    </div>
  )
}
