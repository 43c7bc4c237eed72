import { serveCalls } from './rpc.ts'
import { createService } from './service.ts'

// A page without workers imports this file, so that the code of backends and networks exists once.
export { createService }

if (typeof document === 'undefined') {
  const service = createService((reason) => reportLoss(reason))
  const reportLoss = serveCalls(self, service)
}
