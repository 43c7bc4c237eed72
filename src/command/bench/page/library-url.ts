/** Returns the URL of a library's file; the bench serves each library below its name. */
export function getLibraryUrl(library: string, file = ''): string {
  return new URL(`/${library}/${file}`, location.href).href
}
