import * as v from 'valibot'
import { startChildServer, type ChildServerEdges } from './child-server.ts'
import { keepServer, type KeptServer, type KeptServerEdges } from './supervised-process.ts'

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

/** `port`: where the voice webhooks are served, null where there are none. */
const TokenServiceFacts = v.object({ port: v.nullable(port) })
export type TokenServiceFacts = v.InferOutput<typeof TokenServiceFacts>

const ExchangeFacts = v.object({
  signalPort: port,
  fingerprint: v.pipe(v.string(), v.startsWith('sha256/')),
  certificate: v.object({ pem: v.string(), key: v.string() }),
})
export type ExchangeFacts = v.InferOutput<typeof ExchangeFacts>

/** The two servers that come with the program, each in a process of its own, kept running while a line needs it. */
export interface BundledServers {
  tokenService(config: unknown): Promise<KeptServer<TokenServiceFacts>>
  /** The process starts at once. It listens once it has a config, which is requested at every start. */
  exchange(config: () => Promise<object>): Promise<KeptServer<ExchangeFacts>>
}

/** `files` are the two bundles to fork. */
export function createBundledServers(
  files: { readonly tokenService: string; readonly exchange: string },
  edges: ChildServerEdges & KeptServerEdges,
): BundledServers {
  return {
    tokenService: (config) => {
      const order = {
        file: files.tokenService,
        name: 'The token service',
        config,
        listening: TokenServiceFacts,
      }
      // Each start uses another port: another program may have taken the old one.
      return keepServer(() => startChildServer(order, edges), edges)
    },
    exchange: (config) => {
      const order = { file: files.exchange, name: 'The practice exchange', listening: ExchangeFacts }
      return keepServer((before) => {
        // Port and certificate stay the same: Chromium would reject a new certificate for half an hour.
        // Another program on that port lacks the certificate's key, so no client connects to it.
        const same = before && { port: before.signalPort, certificate: before.certificate }
        const whole = config().then((given) => ({ ...given, ...same }))
        return startChildServer({ ...order, config: whole }, edges)
      }, edges)
    },
  }
}
