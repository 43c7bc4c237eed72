/** Address of a file of a library, which the bench serves from the folder of that name. */
export function getLibraryUrl(library: string, file = ''): string {
  return new URL(`/${library}/${file}`, location.href).href
}
