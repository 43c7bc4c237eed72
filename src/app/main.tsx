// First, so that the classes of the modules come after it.
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { installTrustedTypesPolicy } from '../landmarker/worker/trusted-types.ts'
import { App } from './App.tsx'
import { defineColours } from './ui/colours.ts'
import { startPage } from './state/start-page.ts'
import { TEXT } from './ui/text.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
defineColours(document.documentElement)
// Must run before the first worker is created.
installTrustedTypesPolicy()

/** Opens the views of the page. */
function openApp(place: HTMLElement): void {
  // Outside of React, so that StrictMode's double mount does not load the networks twice.
  startPage()
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

/** Opens the self-test, which runs without the views. */
function openSelfTest(place: HTMLElement): void {
  import('./self-test/open.tsx').then(
    (selfTest) => selfTest.openSelfTest(place),
    () => {
      place.textContent = TEXT.shell.viewNotLoaded(TEXT.selfTest.title)
    },
  )
}

if (new URLSearchParams(location.search).has('selftest')) openSelfTest(root)
else openApp(root)
