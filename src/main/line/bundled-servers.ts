import * as v from 'valibot'
import { startChildServer, type ChildServer, type ChildServerEdges } from '../child-server.ts'

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))

const TokenServiceFacts = v.object({ port })
export type TokenServiceFacts = v.InferOutput<typeof TokenServiceFacts>

const ExchangeFacts = v.object({
  signalPort: port,
  controlPort: port,
  fingerprint: v.pipe(v.string(), v.startsWith('sha256/')),
})
export type ExchangeFacts = v.InferOutput<typeof ExchangeFacts>

/** The two servers that come with the program, each in a process of its own while a line needs it. */
export interface BundledServers {
  tokenService(config: unknown): Promise<ChildServer<TokenServiceFacts>>
  exchange(config: unknown): Promise<ChildServer<ExchangeFacts>>
}

/** `files` are the two bundles to fork. */
export function createBundledServers(
  files: { readonly tokenService: string; readonly exchange: string },
  edges: ChildServerEdges,
): BundledServers {
  return {
    tokenService: (config) =>
      startChildServer(
        { file: files.tokenService, name: 'The token service', config, listening: TokenServiceFacts },
        edges,
      ),
    exchange: (config) =>
      startChildServer(
        { file: files.exchange, name: 'The practice exchange', config, listening: ExchangeFacts },
        edges,
      ),
  }
}
