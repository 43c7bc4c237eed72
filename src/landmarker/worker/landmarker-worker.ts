import { serve } from './rpc.ts'
import { createService } from './service.ts'

const service = createService((reason) => lose(reason))

const lose = serve(self, service)
