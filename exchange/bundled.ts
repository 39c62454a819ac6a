import * as v from 'valibot'
import { createCertificate, keptCertificate } from './certificate.ts'
import { ConfigError } from './config.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { installLastResort } from './last-resort.ts'
import { inWords, jsonLog } from './log.ts'
import { connectToParent } from './parent.ts'

/**
 * The exchange as a child process of the app. It waits for one `{type: 'configure', config}`, and answers
 * `{type: 'listening', signalPort, controlPort, fingerprint, certificate}` or `{type: 'failed', problems}`. It closes
 * and exits on `{type: 'close'}`, or when its parent goes away. A config with the `certificate` of an earlier one makes
 * it the same exchange to its clients, which remember whom they trusted.
 */
const Order = v.variant('type', [
  v.object({ type: v.literal('configure'), config: v.unknown() }),
  v.object({ type: v.literal('close') }),
])

const Kept = v.object({ certificate: v.optional(v.object({ pem: v.string(), key: v.string() })) })

const log = jsonLog((line) => process.stdout.write(`${line}\n`))
installLastResort(log, { process, now: Date.now })
let starting: Promise<Exchange> | undefined

async function start(config: unknown): Promise<void> {
  if (starting) return parent.send({ type: 'failed', problems: ['The exchange is configured already'] })
  try {
    const kept = v.parse(Kept, config).certificate
    const making = kept ? Promise.resolve(keptCertificate(kept)) : createCertificate(Date.now())
    starting = making.then((certificate) => createExchange(v.parse(v.any(), config), { log, certificate }))
    const { signalPort, controlPort } = await starting
    const { pem, key, fingerprint } = await making
    parent.send({ type: 'listening', signalPort, controlPort, fingerprint, certificate: { pem, key } })
  } catch (error) {
    starting = undefined
    parent.send({
      type: 'failed',
      problems: error instanceof ConfigError ? error.problems : [inWords(error)],
    })
  }
}

async function leave(): Promise<void> {
  const exchange = await starting?.catch(() => undefined)
  await exchange?.close()
  process.exit(0)
}

const parent = connectToParent(
  (message) => {
    const order = v.safeParse(Order, message)
    if (!order.success)
      return parent.send({ type: 'failed', problems: ['That is no order this process knows'] })
    void (order.output.type === 'close' ? leave() : start(order.output.config))
  },
  () => void leave(),
)
