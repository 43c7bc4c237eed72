import { mediaSources } from '../media/media-sources.ts'
import { registerOfflineWorker } from '../storage/offline.ts'
import { decodeLayers, decodeOptions, decodeSettings, migrateSearch } from './address/address.ts'
import { dropPendingSearch, flushSearch, pushSearch, replaceSearch } from './address-bar.ts'
import { choose } from './choose.ts'
import { networks } from './networks.ts'
import { appStore } from './store.ts'

/** Reads the address, which has changed, into the state. */
function readAddress(): void {
  const search = migrateSearch(location.search)
  if (search !== location.search) replaceSearch(search)
  const { options: before, tuned, visit } = appStore.getState()
  const names = tuned.map(({ name }) => name)
  const options = decodeOptions(search, names)
  // In the automatic mode the variant is not in the address.
  const variant = options.automatic && before.automatic ? before.variant : options.variant
  appStore.setState({
    search,
    visit: visit + 1,
    layers: decodeLayers(search),
    settings: decodeSettings(search),
  })
  void choose({ ...options, variant }, true)
}

/** Opens another query of the address, as its link would, without loading the page again. */
export function openSearch(search: string): void {
  pushSearch(search)
  readAddress()
}

/** Opens another query in the place of the current entry of the history. */
export function replaceOpenSearch(search: string): void {
  replaceSearch(search)
  flushSearch()
  readAddress()
}

/** Starts the networks, again after a failure, and offers a sample when they are ready. */
export async function startNetworks(): Promise<void> {
  await networks.start()
  mediaSources.offerPicture()
}

/** Starts the page: follows its address, and starts the networks. Called once. */
export function startPage(): void {
  const { search } = appStore.getState()
  if (search !== location.search) replaceSearch(search)
  window.addEventListener('popstate', () => {
    dropPendingSearch()
    readAddress()
  })
  // A released slider is written at once: a reload loads what the address was when it began.
  for (const released of ['pointerup', 'keyup']) window.addEventListener(released, flushSearch)
  // After the networks, so that its downloads do not delay them.
  void startNetworks().then(() => registerOfflineWorker((update) => appStore.setState({ update })))
}
