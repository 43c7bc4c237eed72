import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { installTrustedTypesPolicy } from '../landmarker/worker/trusted-types.ts'
import { App } from './App.tsx'
import { defineColours } from './ui/colours.ts'
import './ui/style.css'
import './ui/controls.css'
import './canvas/picture.css'
import './features/compare/variants.css'
import { Studio } from './state/studio.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
defineColours(document.documentElement)
// Before the first worker.
installTrustedTypesPolicy()
// One for the page's life: networks are loaded once, also under StrictMode's double mount.
const studio = new Studio()
createRoot(root).render(
  <StrictMode>
    <App studio={studio} />
  </StrictMode>,
)
