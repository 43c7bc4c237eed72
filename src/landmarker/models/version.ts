// Inlined at build time: the package's type declarations cannot import files outside src.
const [version] = Object.values(
  import.meta.glob<string>('../../../package.json', { eager: true, import: 'version' }),
)

/** Version of the page and the package. */
export const VERSION = String(version)

/**
 * Default name of the cache for weights. It contains the version, because two versions on one origin would evict each
 * other's weights from a shared cache.
 */
export const DEFAULT_CACHE_NAME = `wingmark@${version}`
