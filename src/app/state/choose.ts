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

/** Shows the progress of loading variants. */
const showProgress = (names: readonly string[]) => (loaded: number, total: number) =>
  setState({
    busy: TEXT.shell.loadingVariants(
      names.map(formatVariantName).join(', '),
      Math.round((100 * loaded) / total),
    ),
  })

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
  const { busy } = getState()
  try {
    await networks.loadVariants(landmarker, names, showProgress(names))
  } catch (error) {
    const { view, variant, compared } = before
    const restored = { ...options, view, variant, compared, automatic: false }
    return setState({ options: restored, busy, alert: getErrorMessage(error) })
  }
  setState({ busy })
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
