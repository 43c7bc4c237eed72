import { LONGEST, parseTuned, TunedFileError, tunedText } from '../../../tuning/tuned-file.ts'
import type { Base, TunedDraft } from '../../../tuning/tuned.ts'
import { download } from '../../ui/download.ts'
import { TEXT } from '../../ui/text.ts'

/** Downloads a tuned variant as a file. */
export function exportTuned(draft: TunedDraft, name: string): void {
  download(new Blob([tunedText(draft)], { type: 'application/json' }), `wingmark-${name}.json`)
}

/**
 * Parses an exported file.
 * @throws TunedFileError
 */
export async function readTuned(file: File, bases: readonly Base[]): Promise<TunedDraft> {
  if (file.size > LONGEST) {
    throw new TunedFileError('not-tuned', TEXT.fineTune.save.tooLong(file.name))
  }
  return parseTuned(await file.text(), file.name, bases)
}
