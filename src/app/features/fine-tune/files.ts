import { MAX_TUNED_FILE_LENGTH, parseTuned, TunedFileError, formatTuned } from '../../../tuning/tuned-file.ts'
import type { BaseVariant, TunedDraft } from '../../../tuning/tuned-variant.ts'
import { download } from '../../ui/download.ts'
import { TEXT } from '../../ui/text.ts'

/** Downloads a tuned variant as a file. */
export function exportTuned(draft: TunedDraft, name: string): void {
  download(new Blob([formatTuned(draft)], { type: 'application/json' }), `wingmark-${name}.json`)
}

/**
 * Parses an exported file.
 * @throws TunedFileError
 */
export async function readTuned(file: File, bases: readonly BaseVariant[]): Promise<TunedDraft> {
  if (file.size > MAX_TUNED_FILE_LENGTH) {
    throw new TunedFileError('not-tuned', TEXT.fineTune.save.tooLong(file.name))
  }
  return parseTuned(await file.text(), file.name, bases)
}
