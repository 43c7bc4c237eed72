// Read when it is built: declarations of the package do not reach beyond src.
const [version] = Object.values(
  import.meta.glob<string>('../../../package.json', { eager: true, import: 'version' }),
)

/**
 * The cache of weights of whoever names none. It has the version in its name: two versions on one origin
 * would throw out each other's weights.
 */
export const DEFAULT_CACHE_NAME = `wingmark@${version}`
