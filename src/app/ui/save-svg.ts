import { inlineColours } from './colours.ts'
import { download } from './download.ts'

/** On a white ground, whatever the page's own is. */
const COLOURS = { ground: '#ffffff', text: '#1b2126' } as const

/** Gives a drawing to the person as a file of its own, with its colours written out, named by its title. */
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
