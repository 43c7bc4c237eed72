import { defineConfig, type DefaultTheme } from 'vitepress'
import { leanPages } from '../../src/command/docs/lean-pages.ts'

/** Forbids the site to load anything from elsewhere. VitePress sets the colour scheme in an inline script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Start',
    items: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'The package', link: '/package' },
      { text: 'Examples', link: '/examples' },
    ],
  },
  {
    text: 'Concepts',
    items: [
      { text: 'The cascade', link: '/concepts/cascade' },
      { text: 'Errors and scores', link: '/concepts/metrics' },
      { text: 'The losses', link: '/concepts/losses' },
      { text: 'Balancing', link: '/concepts/balancing' },
    ],
  },
  {
    text: 'Guides',
    items: [
      { text: 'React', link: '/react' },
      { text: 'Videos and tables', link: '/video' },
      { text: 'Train a variant', link: '/training' },
      { text: 'Your own server', link: '/deploy' },
      { text: 'Phones', link: '/phones' },
      { text: 'Other runtimes', link: '/export' },
    ],
  },
  {
    text: 'API',
    items: [
      { text: 'Overview', link: '/api' },
      { text: 'wingmark', link: '/api/wingmark' },
      { text: 'wingmark/react', link: '/api/react' },
      { text: 'wingmark/element', link: '/api/element' },
      { text: 'wingmark/metrics', link: '/api/metrics' },
    ],
  },
  {
    text: 'Results',
    items: [
      { text: 'Model cards', link: '/models' },
      { text: 'Accuracy', link: '/evaluate' },
      { text: 'Benchmark', link: '/benchmark' },
      { text: 'Training runs', link: '/results' },
    ],
  },
  {
    text: 'About',
    items: [
      { text: 'What leaves the machine', link: '/privacy' },
      { text: 'Browsers', link: '/browsers' },
      { text: 'Architecture', link: '/architecture' },
      { text: 'Contributing', link: '/contributing' },
      { text: 'Releases', link: '/release' },
      { text: 'Security', link: '/security' },
      { text: 'Changelog', link: '/changelog' },
    ],
  },
]

/** The pages are collected by src/command/build-docs.ts. */
export default defineConfig({
  title: 'Wingmark',
  description: 'Facial landmarks in the browser',
  lang: 'en',
  srcDir: '../dist-docs/pages',
  outDir: '../dist-docs/site',
  cacheDir: '../node_modules/.cache/vitepress',
  metaChunk: true,
  vite: { plugins: [leanPages] },
  // Text in angle brackets, as of elements and types, is text.
  markdown: { html: false },
  transformHead: ({ siteData }) => [
    ['meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }],
    ['link', { rel: 'icon', href: `${siteData.base}icon.svg` }],
  ],
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'API', link: '/api' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'The code is under the MIT licence; the weights are for research only.' },
  },
})
