import * as v from 'valibot'
import { createExchange } from '../../../exchange/exchange.ts'
import { jsonLog } from '../../../exchange/lib/log.ts'
import { installGlobalErrorHandlers } from '../../../exchange/lib/uncaught-errors.ts'
import { createRestApi } from '../../../exchange/rest/rest-api.ts'

/** An exchange with all its APIs in a process of its own. Its parent sends `{type: 'configure', config}` once. */
const log = jsonLog((line) => process.stdout.write(`${line}\n`))
installGlobalErrorHandlers(log, { process, now: Date.now })

process.once('message', (message) => {
  const { config } = v.parse(v.object({ type: v.literal('configure'), config: v.any() }), message)
  createExchange(config, { log, restApi: createRestApi }).then(
    ({ signalPort, controlPort }) => process.send?.({ type: 'listening', signalPort, controlPort }),
    (error: unknown) => {
      log('error', 'not-started', { problem: String(error) })
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit(0))
