// First, so that the classes of the modules come after it.
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { installTrustedTypesPolicy } from '../landmarker/worker/trusted-types.ts'
import { App } from './App.tsx'
import { defineColours } from './ui/colours.ts'
import { startPage } from './state/start-page.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
defineColours(document.documentElement)
// Must run before the first worker is created.
installTrustedTypesPolicy()
// Outside of React, so that StrictMode's double mount does not load the networks twice.
startPage()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
