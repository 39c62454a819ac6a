import * as v from 'valibot'
import { type Config, parseConfig } from './config.ts'
import { createJsonLog } from './log.ts'
import { openParent } from './parent.ts'
import { type RunningService, startTokenService } from './server.ts'

/**
 * The service as a child of the app: one `{type: 'configure', config}` in, `{type: 'listening', port}` or
 * `{type: 'failed', problems}` out. It ends on `{type: 'close'}` or when the parent goes.
 */
const Order = v.variant('type', [
  v.object({
    type: v.literal('configure'),
    config: v.unknown(),
    /** Where the one before it listened, when it takes its place. */
    port: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), 0),
  }),
  v.object({ type: v.literal('close') }),
])

const log = createJsonLog((line) => process.stdout.write(line), Date.now)
const parent = openParent(process)
let starting: Promise<RunningService> | undefined

async function start(config: Config, port: number): Promise<void> {
  // Whatever the message says: a service with secrets in the clear is for this machine only.
  starting = startTokenService({ config: { ...config, host: '127.0.0.1', port }, log })
  try {
    const running = await starting
    parent.send({ type: 'listening', port: running.port })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    parent.send({ type: 'failed', problems: [`The token service could not start: ${why}`] })
  }
}

async function end(): Promise<void> {
  const service = await starting?.catch(() => undefined)
  await service?.close()
  process.exit(0)
}

parent.onMessage((message) => {
  const order = v.safeParse(Order, message)
  if (!order.success) return log.warn('message ignored')
  if (order.output.type === 'close') return void end()
  if (starting !== undefined) return log.warn('already configured')
  const parsed = parseConfig(order.output.config)
  if (parsed.ok) void start(parsed.config, order.output.port)
  else parent.send({ type: 'failed', problems: parsed.problems })
})
parent.onGone(() => void end())
