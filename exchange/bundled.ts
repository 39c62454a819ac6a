import * as v from 'valibot'
import {
  type ExchangeConfig,
  type ExchangeInfo,
  PlaceCallRequestSchema,
  type PlaceCallReplySchema,
} from '../common/child-process/bundled-servers.ts'
import { StartError } from '../common/child-process/bundled-program.ts'
import { newSecret } from './model/sids.ts'
import { ConfigError } from './config.ts'
import { createExchange } from './exchange.ts'
import type { Log } from './lib/log.ts'
import { createCertificate, loadCertificate } from './signalling/certificate.ts'

/** The exchange inside the app. */
export interface BundledExchange {
  readonly info: ExchangeInfo
  /**
   * Places a call to a number or client of the exchange.
   * @throws Error for an invalid request.
   */
  placeCall(request: unknown): v.InferOutput<typeof PlaceCallReplySchema>
  close(): Promise<void>
}

/**
 * Starts the exchange. With the `certificate` of an earlier run, clients that pinned it accept the new process. The control API is
 * served only if the configuration has a `controlSecret`.
 * @throws StartError
 */
export async function startBundledExchange(
  { certificate: earlier, controlSecret, controlPort = 0, ...given }: ExchangeConfig,
  log: Log,
): Promise<BundledExchange> {
  const certificate = earlier ? loadCertificate(earlier) : await createCertificate(Date.now())
  const control =
    controlSecret === undefined
      ? { controlSecret: newSecret(), controlApi: false }
      : { controlSecret, controlPort }
  const exchange = await createExchange({ ...given, ...control }, { log, certificate }).catch(
    (error: unknown) => {
      throw error instanceof ConfigError ? new StartError(error.problems) : error
    },
  )
  const { pem, key, fingerprint } = certificate
  return {
    info: {
      signalPort: exchange.signalPort,
      controlPort: controlSecret === undefined ? null : exchange.controlPort,
      fingerprint,
      certificate: { pem, key },
    },
    placeCall(request) {
      const { says, ...call } = v.parse(PlaceCallRequestSchema, request)
      return exchange.control.calls.place({ ...call, party: { says } })
    },
    close: () => exchange.close(),
  }
}
