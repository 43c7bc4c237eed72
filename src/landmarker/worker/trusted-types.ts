/** The little of Trusted Types that is used; TypeScript's library does not know them yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown
}

/**
 * Where a server demands Trusted Types, lets this thread load scripts and workers of its own origin, and
 * nothing else. Each thread needs it once, before its first script. A policy is asked only where they are
 * demanded, so that it changes nothing elsewhere.
 */
export function installTrustedTypesPolicy(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  try {
    trustedTypes?.createPolicy('default', {
      createScriptURL(url) {
        const { origin } = new URL(url, location.href)
        if (origin !== location.origin) throw new TypeError(`A script of ${origin} is none of this page's.`)
        return url
      },
    })
  } catch {
    // The server allows other policies alone: whether they fit is known when a script is loaded.
  }
}
