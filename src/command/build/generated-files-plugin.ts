import type { Plugin } from 'vite'

/** File that is made when it is needed. */
export interface GeneratedFile {
  readonly name: string
  /** MIME type. */
  readonly type: string
  create(): Uint8Array | Promise<Uint8Array>
}

/**
 * Creates a plugin for a virtual module that refers to generated files, which the build emits and the development server
 * sends. `writeModule` returns the module's code, from the expression of each file's URL, in the order of `files`.
 */
export function generatedFilesPlugin(
  module: string,
  files: readonly GeneratedFile[],
  writeModule: (urls: readonly string[]) => string,
): Plugin {
  // Rollup's prefix for modules that no other plugin loads.
  const resolved = `\0${module}`
  let isBuild = false
  let root = ''
  return {
    name: module,
    configResolved({ command, base }) {
      isBuild = command === 'build'
      root = `${base.startsWith('/') ? base : '/'}@`
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = request.url?.split('?')[0]
        const file = files.find(({ name }) => path === root + name)
        if (!file) return next()
        Promise.resolve(file.create()).then((data) => {
          response.setHeader('content-type', file.type)
          response.end(data)
        }, next)
      })
    },
    resolveId: (source) => (source === module ? resolved : undefined),
    async load(id) {
      if (id !== resolved) return undefined
      const urls: string[] = []
      for (const { name, create } of files) {
        urls.push(
          isBuild
            ? `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'asset', name, source: await create() })}`
            : JSON.stringify(root + name),
        )
      }
      return writeModule(urls)
    },
  }
}
