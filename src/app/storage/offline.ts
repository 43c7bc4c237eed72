/** Service worker beside index.html; see offline-worker.ts. */
const WORKER_URL = 'offline-worker.js'

/**
 * Registers the service worker for offline use. Calls `onUpdate` when a new version is ready, with a function
 * that switches to it and reloads the page.
 */
export async function registerOfflineWorker(onUpdate: (applyUpdate: () => void) => void): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register(WORKER_URL)
    const announce = (worker: ServiceWorker | null) => {
      // Without a controller this is the first installation, not an update.
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
    // Private windows and full disks refuse it; the page then works online only.
    console.warn('The page could not be kept for times without a network.', error)
  }
}
