import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { Controls } from './Controls.tsx'
import { Nav } from './Nav.tsx'
import { Readout } from './Readout.tsx'
import { Stage } from './Stage.tsx'
import type { Studio } from './studio.ts'
import { showsPicture } from './views.ts'

// The lab brings its plots along, which the camera does not need.
const About = lazy(async () => ({ default: (await import('./lab/About.tsx')).About }))
const Xray = lazy(async () => ({ default: (await import('./lab/Xray.tsx')).Xray }))
const Balancing = lazy(async () => ({ default: (await import('./lab/balancing/Balancing.tsx')).Balancing }))
const Evaluate = lazy(async () => ({ default: (await import('./lab/evaluate/Evaluate.tsx')).Evaluate }))
const Losses = lazy(async () => ({ default: (await import('./lab/Losses.tsx')).Losses }))
const FineTune = lazy(async () => ({ default: (await import('./lab/tune/FineTune.tsx')).FineTune }))

export function App({ studio }: { readonly studio: Studio }) {
  const state = useSyncExternalStore(studio.subscribe, studio.state)
  const [dropping, setDropping] = useState(false)

  useEffect(() => {
    const open = (data: DataTransfer | null): boolean => {
      const file = data?.files[0]
      if (file) void studio.openPhoto(file, file.name || 'The pasted image')
      return Boolean(file)
    }
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setDropping(true)
    }
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setDropping(false)
    }
    const drop = (event: DragEvent) => {
      setDropping(false)
      if (open(event.dataTransfer)) event.preventDefault()
    }
    const paste = (event: ClipboardEvent) => {
      if (open(event.clipboardData)) event.preventDefault()
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [studio])

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
      {state.options.view === 'xray' ? (
        <main>
          <Suspense fallback={<p role="status">Loading the view …</p>}>
            <Xray studio={studio} state={state} dropping={dropping} />
          </Suspense>
        </main>
      ) : showsPicture(state.options.view) ? (
        <main>
          <Stage studio={studio} state={state} dropping={dropping} />
          <aside aria-label="Controls and model">
            <Controls studio={studio} state={state} />
            <Readout state={state} />
          </aside>
        </main>
      ) : (
        <main className="wide">
          <Suspense fallback={<p role="status">Loading the view …</p>}>
            {state.options.view === 'losses' && <Losses />}
            {state.options.view === 'tune' && <FineTune studio={studio} state={state} dropping={dropping} />}
            {state.options.view === 'evaluate' && <Evaluate studio={studio} state={state} />}
            {state.options.view === 'balancing' && <Balancing studio={studio} />}
            {state.options.view === 'about' && <About />}
          </Suspense>
        </main>
      )}
    </div>
  )
}
