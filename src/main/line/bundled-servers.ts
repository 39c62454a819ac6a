import * as v from 'valibot'
import { startChildServer, type ChildServerEdges } from '../child-server.ts'
import { keepServer, type KeptServer, type KeptServerEdges } from './kept-server.ts'

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

const TokenServiceFacts = v.object({ port })
export type TokenServiceFacts = v.InferOutput<typeof TokenServiceFacts>

const ExchangeFacts = v.object({
  signalPort: port,
  controlPort: port,
  fingerprint: v.pipe(v.string(), v.startsWith('sha256/')),
  certificate: v.object({ pem: v.string(), key: v.string() }),
})
export type ExchangeFacts = v.InferOutput<typeof ExchangeFacts>

/** The two servers that come with the program, each in a process of its own, kept running while a line needs it. */
export interface BundledServers {
  tokenService(config: unknown): Promise<KeptServer<TokenServiceFacts>>
  /** Its process starts at once, and listens when there is a config. */
  exchange(config: Promise<object>): Promise<KeptServer<ExchangeFacts>>
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
      return keepServer(
        (before) => startChildServer(before ? { ...order, port: before.port } : order, edges),
        edges,
      )
    },
    exchange: (config) => {
      const order = { file: files.exchange, name: 'The practice exchange', listening: ExchangeFacts }
      return keepServer((before) => {
        // The same place and the same certificate: Chromium would refuse a new one for half an hour if it met it first.
        const same = before && {
          port: before.signalPort,
          controlPort: before.controlPort,
          certificate: before.certificate,
        }
        const whole = config.then((given) => ({ ...given, ...same }))
        return startChildServer({ ...order, config: whole }, edges)
      }, edges)
    },
  }
}
