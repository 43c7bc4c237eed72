import type { Plugin } from 'vite'

/** Module that the entry loads when the language of the page is known. */
const PAGE = '/src/app/open-page.tsx'

/** Plugin that has the browser fetch the page's code together with the entry, which asks for it a moment later. */
export const preloadPage: Plugin = {
  name: 'preload-page',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll('\\', '/').endsWith(PAGE))
      if (!page) throw new Error(`the build has no chunk of ${PAGE}`)
      const entries = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
      const files = [page.fileName, ...page.imports.filter((file) => !entries.includes(file))]
      return files.map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
        injectTo: 'head',
      }))
    },
  },
}
