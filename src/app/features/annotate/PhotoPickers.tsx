import { FilePicker } from '../../ui/FilePicker.tsx'
import { TEXT } from '../../ui/text.ts'
import type { GivenFiles } from './useGivenFiles.ts'
import annotateStyles from './annotate.module.css'

/** Buttons that open photos with their annotations, or a folder of them. */
export function PhotoPickers({ given }: { readonly given: GivenFiles }) {
  const { reading, choose } = given
  return (
    <div className={annotateStyles.buttons}>
      <FilePicker
        label={TEXT.annotate.choosePhotos}
        accept="image/*,.zip,.pts,.ljson,.xml,.json"
        multiple
        disabled={reading}
        onChoose={choose}
      />
      <FilePicker label={TEXT.annotate.chooseFolder} folder multiple disabled={reading} onChoose={choose} />
    </div>
  )
}
