import { BACKENDS, type BackendName } from '../landmarker/backends.ts'
import { VARIANTS } from '../landmarker/shipped.ts'
import { DEFAULTS, LAYOUTS, type Options } from './state.ts'

/** The variants named in a list, each once, in the order of VARIANTS. */
function variantsIn(list: string | null): string[] {
  const named = (list ?? '').split(',')
  return VARIANTS.filter((name) => named.includes(name))
}

/** What the page's address asks for; whatever it does not say, or says wrong, is as by default. */
export function optionsOf(search: string): Options {
  const query = new URLSearchParams(search)
  const variant = query.get('variant') ?? ''
  const compared = variantsIn(query.get('variants')).slice(0, 4)
  const magnify = Number(query.get('magnify'))
  return {
    view: query.get('view') === 'compare' && VARIANTS.length > 1 ? 'compare' : 'single',
    variant: VARIANTS.includes(variant) ? variant : DEFAULTS.variant,
    compared: compared.length > 1 ? compared : DEFAULTS.compared,
    layout: LAYOUTS.find((layout) => layout === query.get('layout')) ?? DEFAULTS.layout,
    magnify: magnify >= 1 && magnify <= 20 ? magnify : DEFAULTS.magnify,
    mirrored: query.get('mirror') !== 'off',
    zoomed: query.get('zoom') === 'on',
  }
}

/** The address that gives these options again; everything else in it stays. */
export function searchOf(options: Options, search: string): string {
  const query = new URLSearchParams(search)
  const values: Record<string, string> = {
    view: options.view,
    variant: options.variant,
    variants: options.compared.join(','),
    layout: options.layout,
    magnify: String(options.magnify),
    mirror: options.mirrored ? 'on' : 'off',
    zoom: options.zoomed ? 'on' : 'off',
  }
  const usual: Record<string, string> = {
    view: 'single',
    variant: DEFAULTS.variant,
    variants: DEFAULTS.compared.join(','),
    layout: DEFAULTS.layout,
    magnify: String(DEFAULTS.magnify),
    mirror: 'on',
    zoom: 'off',
  }
  for (const [key, value] of Object.entries(values)) {
    if (value === usual[key]) query.delete(key)
    else query.set(key, value)
  }
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `?${text}` : ''
}

/** Asked for by ?backend=; anything else is left to the landmarker. */
export function backendOf(search: string): BackendName | undefined {
  const asked = new URLSearchParams(search).get('backend')
  return BACKENDS.find((name) => name === asked)
}
