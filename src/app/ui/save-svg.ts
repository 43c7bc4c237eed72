import { inlineColours } from './colours.ts'
import { download } from './download.ts'

/** Colours of saved drawings, whatever the page's colour scheme. */
const COLOURS = { ground: '#ffffff', text: '#1b2126' } as const

/** Downloads a drawing as an SVG file named by its title, with all colours inlined. */
export function saveSvg(svg: SVGSVGElement, title: string): void {
  const copy = svg.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('color', COLOURS.text)
  copy.setAttribute('font-family', 'system-ui, sans-serif')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [key, value] of Object.entries({ width: '100%', height: '100%', fill: COLOURS.ground })) {
    ground.setAttribute(key, value)
  }
  copy.prepend(ground)
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  download(new Blob([inlineColours(copy.outerHTML)], { type: 'image/svg+xml' }), `${name}.svg`)
}
