import { getErrorMessage } from '../../landmarker/errors.ts'
import { mediaSources } from '../media/media-sources.ts'
import { formatVariantName } from '../ui/colours.ts'
import { TEXT } from '../ui/text.ts'
import { listOptions } from './address/address.ts'
import { changeAddress } from './change-address.ts'
import { networks } from './networks.ts'
import { ACCURATE_VARIANT, DEFAULTS, variantsToRun, type Options } from './state.ts'
import { appStore } from './store.ts'

const { getState, setState } = appStore

/** Last progress shown, which may be replaced by what was said before. */
let progress: string | undefined

/** Shows the progress of loading variants. */
const showProgress = (names: readonly string[]) => (loaded: number, total: number) => {
  const percent = Math.round((100 * loaded) / total)
  progress = TEXT.shell.loadingVariants(names.map(formatVariantName).join(', '), percent)
  setState({ busy: progress })
}

/** Returns the status that follows the progress: the work before it, unless that has ended or been left meanwhile. */
function endProgress(before: string | undefined, isCurrent: boolean): string | undefined {
  const { busy } = getState()
  if (busy === undefined || busy !== progress) return busy
  return isCurrent ? before : undefined
}

/**
 * Changes options and, unless the address says so already, the address: in a new history entry for another view. Loads
 * missing variants; if that fails, those before it are chosen again.
 */
export async function choose(change: Partial<Options>, isInAddress = false): Promise<void> {
  const before = getState().options
  const options = { ...before, ...change }
  if (isInAddress) setState({ options })
  else changeAddress({ options, alert: undefined }, listOptions(options), options.view !== before.view)
  mediaSources.followView(before.view)
  const names = variantsToRun(options)
  if (names.join() === variantsToRun(before).join()) return
  const landmarker = await networks.whenFree()
  const isCurrent = () => getState().options === options
  if (!landmarker || !isCurrent()) return
  const said = getState().busy
  const busy = said === progress ? undefined : said
  try {
    await networks.loadVariants(landmarker, names, showProgress(names))
  } catch (error) {
    const { view, variant, compared } = before
    const restored = { ...options, view, variant, compared, automatic: false }
    return setState({
      options: restored,
      busy: endProgress(busy, isCurrent()),
      alert: getErrorMessage(error),
    })
  }
  setState({ busy: endProgress(busy, isCurrent()) })
  if (isCurrent()) await mediaSources.onVariantsChanged(landmarker)
}

/**
 * Deletes a tuned variant and replaces it by a default where it is in use.
 * @throws Error for the user
 */
export function removeTuned(removed: string): Promise<void> {
  return networks.removeTuned(removed, () => {
    const { variant, compared } = getState().options
    const others = compared.filter((name) => name !== removed)
    return choose({
      variant: variant === removed ? ACCURATE_VARIANT : variant,
      compared: others.length > 1 ? others : DEFAULTS.compared,
    })
  })
}
