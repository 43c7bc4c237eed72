/** Beside index.html; see offline-worker.ts. */
const WORKER_URL = 'offline-worker.js'

/**
 * Keeps the page for times without a network, once it has started. `onUpdate` hears of a new version
 * that is ready, and gets what changes to it: the page is loaded again.
 */
export async function registerOfflineWorker(onUpdate: (change: () => void) => void): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register(WORKER_URL)
    const announce = (worker: ServiceWorker | null) => {
      // Without a controller this is the first version, which there is nothing to tell of.
      if (worker?.state !== 'installed' || !navigator.serviceWorker.controller) return
      onUpdate(() => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
        worker.postMessage('take over')
      })
    }
    announce(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => announce(worker))
    })
  } catch (error) {
    // Private windows and full disks refuse it; the page works as before, with a network.
    console.warn('The page could not be kept for times without a network.', error)
  }
}
