import { Suspense, useEffect, useRef, type ReactElement } from 'react'
import { Controls } from './features/live/Controls.tsx'
import { Stage } from './features/live/Stage.tsx'
import { lazyView, resetViews } from './ui/lazy-view.tsx'
import { GlossaryTip } from './ui/glossary/GlossaryTip.tsx'
import { LanguageMenu } from './ui/LanguageMenu.tsx'
import { ClassNotice } from './ui/ClassNotice.tsx'
import { ControlGroup } from './ui/ControlGroup.tsx'
import { Nav } from './ui/Nav.tsx'
import { BackendInfo } from './ui/BackendInfo.tsx'
import { Tour } from './tour/Tour.tsx'
import { useCard } from './tour/page-state.ts'
import { useAppState } from './state/store.ts'
import { mediaSources } from './media/media-sources.ts'
import { useDroppedPhotos } from './media/useDroppedPhotos.ts'
import { ViewBoundary } from './ui/ViewBoundary.tsx'
import { ViewHeading } from './ui/ViewHeading.tsx'
import { showsPicture, findViewTitle, type ViewId } from './state/routes.ts'
import { TEXT } from './ui/text.ts'
import pageStyles from './ui/page.module.css'
import controlsStyles from './ui/controls.module.css'
import pictureStyles from './canvas/picture.module.css'

// Loaded on demand: the plots are not needed for the camera.
const About = lazyView(async () => (await import('./features/about/About.tsx')).About)
const CompareOptions = lazyView(
  async () => (await import('./features/compare/CompareOptions.tsx')).CompareOptions,
)
const Xray = lazyView(async () => (await import('./features/xray/Xray.tsx')).Xray)
const Video = lazyView(async () => (await import('./features/video/Video.tsx')).Video)
const Balancing = lazyView(async () => (await import('./features/balancing/Balancing.tsx')).Balancing)
const Evaluate = lazyView(async () => (await import('./features/evaluate/Evaluate.tsx')).Evaluate)
const Annotate = lazyView(async () => (await import('./features/annotate/Annotate.tsx')).Annotate)
const Losses = lazyView(async () => (await import('./features/losses/Losses.tsx')).Losses)
const FineTune = lazyView(async () => (await import('./features/fine-tune/FineTune.tsx')).FineTune)

interface Props {
  readonly view: ViewId
  readonly dragging: boolean
}

function View({ view, dragging }: Props): ReactElement {
  switch (view) {
    case 'video':
      return <Video dropping={dragging} />
    case 'xray':
      return <Xray dropping={dragging} />
    case 'losses':
      return <Losses />
    case 'tune':
      return <FineTune />
    case 'evaluate':
      return <Evaluate />
    case 'annotate':
      return <Annotate />
    case 'balancing':
      return <Balancing />
    case 'about':
      return <About />
    case 'single':
    case 'compare':
      return (
        <>
          <Stage dropping={dragging} />
          <aside className={controlsStyles.panel} aria-label={TEXT.shell.controls}>
            <Controls>
              {view === 'compare' && (
                <ControlGroup name="comparison">
                  <CompareOptions />
                </ControlGroup>
              )}
            </Controls>
            <BackendInfo />
          </aside>
        </>
      )
  }
}

/** Names the tab after the view. The focus goes to the heading of a view that takes the place of another. */
function useHeading(title: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(title)
  useEffect(() => {
    document.title = TEXT.shell.documentTitle(title)
    // A card of the tour that opens a view has the focus already.
    const isInTour = document.activeElement?.closest('[role=dialog]')
    if (before.current !== title && !isInTour) heading.current?.focus()
    before.current = title
  }, [title])
  return heading
}

export function App() {
  const view = useAppState(({ options }) => options.view)
  const update = useAppState((state) => state.update)
  const card = useCard()
  const dragging = useDroppedPhotos()
  const title = findViewTitle(view)
  const heading = useHeading(title)
  const hasPicture = showsPicture(view)

  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.header}>
        <h1>{TEXT.shell.name}</h1>
        <ControlGroup name="views">
          <Nav />
        </ControlGroup>
        {update ? (
          <p role="status">
            {TEXT.shell.updateReady}{' '}
            <button type="button" onClick={update}>
              {TEXT.shell.update}
            </button>
          </p>
        ) : (
          <p>{TEXT.shell.privacy}</p>
        )}
        <LanguageMenu />
      </header>
      <ClassNotice />
      <main className={hasPicture ? pageStyles.main : `${pageStyles.main} ${pageStyles.wide}`}>
        <ViewHeading ref={heading} view={view} title={title} />
        {/* The camera stops too, as its picture is no longer visible. */}
        <ViewBoundary key={view} title={title} onFail={mediaSources.stopCamera} onRetry={resetViews}>
          <Suspense fallback={<p role="status">{TEXT.shell.loadingView}</p>}>
            <View view={view} dragging={dragging} />
          </Suspense>
        </ViewBoundary>
        <GlossaryTip key={`glossary-${view}`} />
      </main>
      {card && <Tour id={card} onLeave={() => heading.current?.focus()} />}
      {dragging && !hasPicture && view !== 'video' && (
        <div className={`${pictureStyles.drop} ${pictureStyles.dropPage}`}>{TEXT.media.dropPhotoForLive}</div>
      )}
    </div>
  )
}
