import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { trustOwnScripts } from '../landmarker/own-scripts.ts'
import { App } from './App.tsx'
import { defineColours } from './colours.ts'
import './style.css'
import './controls.css'
import './picture.css'
import './variants.css'
import { Studio } from './studio.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
defineColours(document.documentElement)
// Before the first worker.
trustOwnScripts()
// One for the page's life: networks are loaded once, also under StrictMode's double mount.
const studio = new Studio()
createRoot(root).render(
  <StrictMode>
    <App studio={studio} />
  </StrictMode>,
)
