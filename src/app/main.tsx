import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { trustOwnScripts } from '../landmarker/worker/trusted-types.ts'
import { App } from './App.tsx'
import { defineColours } from './ui/colours.ts'
import './ui/style.css'
import './ui/controls.css'
import './canvas/picture.css'
import './ui/variants.css'
import { AppController } from './state/app-controller.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
defineColours(document.documentElement)
// Before the first worker.
trustOwnScripts()
// One for the page's life: networks are loaded once, also under StrictMode's double mount.
const app = new AppController()
createRoot(root).render(
  <StrictMode>
    <App app={app} />
  </StrictMode>,
)
