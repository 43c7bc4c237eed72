/** Part of the Trusted Types API that is used here; TypeScript's DOM library does not declare it yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (url: string) => string }): unknown
}

/**
 * Installs a Trusted Types policy that allows this thread to load scripts and workers of its own origin only. Needed
 * once per thread, before its first script. It has no effect unless the server's CSP requires Trusted Types.
 */
export function installTrustedTypesPolicy(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  try {
    trustedTypes?.createPolicy('default', {
      createScriptURL(url) {
        const { origin } = new URL(url, location.href)
        if (origin !== location.origin)
          throw new TypeError(`Scripts of ${origin} are not allowed on this page.`)
        return url
      },
    })
  } catch {
    // The server's CSP does not allow a default policy; loading a script fails later if its own policies do not cover us.
  }
}
