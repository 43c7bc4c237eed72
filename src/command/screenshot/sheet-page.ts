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
  .narrow img { width: 200px }
  img { display: block }`

type View = (typeof VIEWS)[number]

function formatCell(shots: readonly Shot[], { id }: View, state: string): string {
  const file = shots.find((shot) => shot.view === id && shot.state === state)?.file
  return file ? `<td><a href="${file}"><img src="${file}" alt=""></a></td>` : '<td></td>'
}

const formatHead = (names: readonly string[]) =>
  `<thead><tr><th></th>${names.map((name) => `<th>${name}</th>`).join('')}</tr></thead>`

/** Formats the table of one size and scheme; a row is a view, or a state if the pictures are narrow. */
function formatTable(shots: readonly Shot[], isNarrow: boolean): string {
  const rows = isNarrow
    ? STATES.map((state) => ({ name: state, cells: VIEWS.map((view) => formatCell(shots, view, state)) }))
    : VIEWS.map((view) => ({
        name: view.title,
        cells: STATES.map((state) => formatCell(shots, view, state)),
      }))
  const body = rows.map(({ name, cells }) => `<tr><th>${name}</th>${cells.join('')}</tr>`).join('\n')
  const head = formatHead(isNarrow ? VIEWS.map(({ title }) => title) : STATES)
  return `<table>${head}<tbody>${body}</tbody></table>`
}

/** Writes the page of the contact sheets: a table of views and states for each size and colour scheme. */
export function formatSheet(shots: readonly Shot[]): string {
  const names = new Set(shots.map(({ size, scheme }) => `${size}-${scheme}`))
  const sections = [...names].map((name) => {
    const own = shots.filter(({ size, scheme }) => `${size}-${scheme}` === name)
    const size = own.at(0)?.size ?? ''
    return `<section id="${name}" class="${size}"><h2>${name.replace('-', ', ')}</h2>
${formatTable(own, size === 'narrow')}</section>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Views of the page</title><style>${STYLE}</style>
<script>document.documentElement.classList.toggle('grey', location.hash === '#grey')</script>
${sections.join('\n')}
`
}
