import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { installTrustedTypesPolicy } from '../landmarker/worker/trusted-types.ts'
import { App } from './App.tsx'
import { defineColours } from './ui/colours.ts'
import { startPage } from './state/start-page.ts'
import { TEXT } from './ui/text.ts'

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

/** Opens the page, or the self-test if the address asks for it. Called once, when the language is known. */
export function openPage(place: HTMLElement): void {
  defineColours(document.documentElement)
  // Must run before the first worker is created.
  installTrustedTypesPolicy()
  if (new URLSearchParams(location.search).has('selftest')) openSelfTest(place)
  else openApp(place)
}
