import * as v from 'valibot'
import { parseConfig } from '../../../token-service/config.ts'
import { createJsonLog } from '../../../common/log/json-log.ts'
import { type RunningService, startTokenService } from '../../../token-service/http/server.ts'

/**
 * The token service as a team runs it, as a process that a test forks: it takes one `{type: 'configure', config}` and
 * answers `{type: 'listening', port}` or `{type: 'failed', problems}`; `{type: 'close'}` ends it.
 */
const Order = v.variant('type', [
  v.object({ type: v.literal('configure'), config: v.unknown() }),
  v.object({ type: v.literal('close') }),
])

const log = createJsonLog((line) => process.stdout.write(line), Date.now)
let service: RunningService | undefined

process.on('message', (message) => {
  const order = v.parse(Order, message)
  if (order.type === 'close') void service?.close().then(() => process.disconnect())
  else void configure(order.config)
})

async function configure(given: unknown): Promise<void> {
  const parsed = parseConfig(given)
  if (!parsed.ok) return void process.send?.({ type: 'failed', problems: parsed.problems })
  service = await startTokenService({ config: { ...parsed.config, host: '127.0.0.1', port: 0 }, log })
  process.send?.({ type: 'listening', port: service.port })
}
