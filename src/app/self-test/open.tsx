import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SelfTest } from './self-test.ts'
import { SelfTestScreen } from './SelfTestScreen.tsx'

/** Opens the self-test in place of the views and starts it. `?selftest=software` measures software adapters too. */
export function openSelfTest(place: HTMLElement): void {
  const query = new URLSearchParams(location.search)
  const selfTest = new SelfTest({
    variant: query.get('variant'),
    withSoftware: query.get('selftest') === 'software',
  })
  createRoot(place).render(
    <StrictMode>
      <SelfTestScreen selfTest={selfTest} />
    </StrictMode>,
  )
  void selfTest.run()
}
