import { useEffect, useState, useSyncExternalStore } from 'react'
import { Controls } from './Controls.tsx'
import { Readout } from './Readout.tsx'
import { Stage } from './Stage.tsx'
import { Studio } from './studio.ts'

// One for the page's life: networks are loaded once, also under StrictMode's double mount.
const studio = new Studio()

export function App() {
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
  }, [])

  return (
    <div className="page">
      <header>
        <h1>Wingmark</h1>
        <p>68 facial landmarks by a two-stage CNN cascade. Every pixel stays on this machine.</p>
      </header>
      <main>
        <Stage studio={studio} state={state} dropping={dropping} />
        <aside aria-label="Controls and model">
          <Controls studio={studio} state={state} />
          <Readout state={state} />
        </aside>
      </main>
    </div>
  )
}
