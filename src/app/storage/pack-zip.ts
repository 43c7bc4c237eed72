import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'

/** Packs text files into a zip archive. */
export async function packZip(
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<Blob> {
  // Its own workers are created from text, which the page's security policy forbids.
  const writer = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false })
  for (const { name, text } of files) await writer.add(name, new TextReader(text))
  return writer.close()
}
