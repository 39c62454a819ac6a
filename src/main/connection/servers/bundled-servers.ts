import * as v from 'valibot'
import { startChildServer, type ChildServerDeps } from './child-server.ts'
import { supervise, type SupervisedProcess, type SuperviseDeps } from './supervised-process.ts'

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

/** `port`: where the voice webhooks are served, null where there are none. */
const TokenServiceInfo = v.object({ port: v.nullable(port) })
export type TokenServiceInfo = v.InferOutput<typeof TokenServiceInfo>

const ExchangeInfo = v.object({
  signalPort: port,
  fingerprint: v.pipe(v.string(), v.startsWith('sha256/')),
  certificate: v.object({ pem: v.string(), key: v.string() }),
})
export type ExchangeInfo = v.InferOutput<typeof ExchangeInfo>

/** The two servers that come with the program, each in a process of its own, kept running while a line needs it. */
export interface BundledServers {
  tokenService(config: unknown): Promise<SupervisedProcess<TokenServiceInfo>>
  /** The process starts at once. It listens once it has a config, which is requested at every start. */
  exchange(config: () => Promise<object>): Promise<SupervisedProcess<ExchangeInfo>>
}

/** `files` are the two bundles to fork. */
export function createBundledServers(
  files: { readonly tokenService: string; readonly exchange: string },
  deps: ChildServerDeps & SuperviseDeps,
): BundledServers {
  return {
    tokenService: (config) => {
      const order = {
        file: files.tokenService,
        name: 'The token service',
        config,
        listening: TokenServiceInfo,
      }
      // Each start uses another port: another program may have taken the old one.
      return supervise(() => startChildServer(order, deps), deps)
    },
    exchange: (config) => {
      const order = { file: files.exchange, name: 'The practice exchange', listening: ExchangeInfo }
      return supervise((before) => {
        // Port and certificate stay the same: Chromium would reject a new certificate for half an hour.
        // Another program on that port lacks the certificate's key, so no client connects to it.
        const same = before && { port: before.signalPort, certificate: before.certificate }
        const whole = config().then((given) => ({ ...given, ...same }))
        return startChildServer({ ...order, config: whole }, deps)
      }, deps)
    },
  }
}
