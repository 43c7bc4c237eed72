import { VIEWS } from '../../app/state/routes.ts'
import { STATES } from './scenes.ts'

export const SCHEMES = ['light', 'dark'] as const

/** Picture of a view; `file` is its name in the folder of the sheet. */
export interface Shot {
  readonly view: string
  readonly state: string
  readonly size: string
  readonly scheme: string
  readonly file: string
}

const STYLE = `
  body { margin: 0; background: #888; font: 15px system-ui, sans-serif }
  section { width: max-content; padding: 12px; background: #888 }
  :root.grey img { filter: grayscale(1) }
  table { border-spacing: 8px }
  th { text-align: left }
  tbody th { writing-mode: sideways-lr; text-align: center }
  td { vertical-align: top }
  .wide img { width: 460px }
  .narrow img { width: 240px }
  img { display: block }`

function formatRow(shots: readonly Shot[], view: (typeof VIEWS)[number]): string {
  const cells = STATES.map((state) => {
    const shot = shots.find((other) => other.view === view.id && other.state === state)
    return shot ? `<td><a href="${shot.file}"><img src="${shot.file}" alt=""></a></td>` : '<td></td>'
  })
  return `<tr><th>${view.title}</th>${cells.join('')}</tr>`
}

/** Writes the page of the contact sheets: a table of views and states for each size and colour scheme. */
export function formatSheet(shots: readonly Shot[]): string {
  const names = new Set(shots.map(({ size, scheme }) => `${size}-${scheme}`))
  const sections = [...names].map((name) => {
    const own = shots.filter(({ size, scheme }) => `${size}-${scheme}` === name)
    const rows = VIEWS.map((view) => formatRow(own, view)).join('\n')
    const head = STATES.map((state) => `<th>${state}</th>`).join('')
    return `<section id="${name}" class="${own.at(0)?.size}"><h2>${name.replace('-', ', ')}</h2>
<table><thead><tr><th></th>${head}</tr></thead><tbody>${rows}</tbody></table></section>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Views of the page</title><style>${STYLE}</style>
<script>document.documentElement.classList.toggle('grey', location.hash === '#grey')</script>
${sections.join('\n')}
`
}
