import { PORTRAITS } from '../../media/samples.ts'
import { useAppState } from '../../state/store.ts'
import { TEXT } from '../../ui/text.ts'
import pictureStyles from '../../canvas/picture.module.css'
import xrayStyles from './xray.module.css'

/** Small picture of the face that is on its way, in the place of the first step; else how to get one. */
export function FaceToCome() {
  const isComing = useAppState(
    ({ loading, busy }) => loading.phase !== 'failed' && (loading.phase !== 'ready' || Boolean(busy)),
  )
  if (isComing) return <img className={xrayStyles.toCome} src={PORTRAITS[0]!.thumbnail} alt="" />
  return (
    <div className={pictureStyles.emptyState}>
      <p>{TEXT.media.empty}</p>
    </div>
  )
}
