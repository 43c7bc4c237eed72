import { MAX_TUNED_FILE_LENGTH, parseTuned, TunedFileError, formatTuned } from '../../../tuning/tuned-file.ts'
import type { BaseVariant, TunedDraft } from '../../../tuning/tuned-variant.ts'
import { download } from '../../ui/download.ts'

/** Gives the browser a tuned variant as a file to save. */
export function exportTuned(draft: TunedDraft, name: string): void {
  download(new Blob([formatTuned(draft)], { type: 'application/json' }), `wingmark-${name}.json`)
}

/** Reads such a file. @throws TunedFileError */
export async function readTuned(file: File, bases: readonly BaseVariant[]): Promise<TunedDraft> {
  if (file.size > MAX_TUNED_FILE_LENGTH) {
    throw new TunedFileError(
      'not-tuned',
      `${file.name} is too long for a tuned variant. Choose a file that this page exported.`,
    )
  }
  return parseTuned(await file.text(), file.name, bases)
}
