import * as v from 'valibot'
import { PlaceCallRequestSchema, VoiceUrlsRequestSchema } from '../common/child-process/protocol.ts'
import {
  type BundledServer,
  runBundledProgram,
  StartProblems,
} from '../common/child-process/bundled-program.ts'
import { createCertificate, loadCertificate } from './signalling/certificate.ts'
import { ConfigError } from './config.ts'
import { createExchange } from './exchange.ts'
import { newSecret } from './model/sids.ts'
import { installGlobalErrorHandlers } from './lib/uncaught-errors.ts'
import { jsonLog } from './lib/log.ts'

/**
 * The exchange as a child process of the app. With the `certificate` of an earlier run, clients that pinned it accept the new
 * process. The app places calls over the channel; the control API is served only if the configuration has a `controlSecret`.
 */
const Kept = v.looseObject({
  certificate: v.optional(v.object({ pem: v.string(), key: v.string() })),
  controlSecret: v.optional(v.unknown()),
})

const log = jsonLog((line) => process.stdout.write(`${line}\n`))
installGlobalErrorHandlers(log, { process, now: Date.now })

async function start(given: unknown): Promise<BundledServer> {
  const { certificate: kept, ...rest } = v.parse(Kept, given)
  const certificate = kept ? loadCertificate(kept) : await createCertificate(Date.now())
  const config =
    rest.controlSecret === undefined ? { ...rest, controlSecret: newSecret(), controlApi: false } : rest
  const exchange = await createExchange(v.parse(v.any(), config), { log, certificate }).catch(
    (error: unknown) => {
      throw error instanceof ConfigError ? new StartProblems(error.problems) : error
    },
  )
  const { signalPort, controlPort, control } = exchange
  const { pem, key, fingerprint } = certificate
  return {
    facts: { signalPort, controlPort, fingerprint, certificate: { pem, key } },
    answer(name, body) {
      switch (name) {
        case 'place-call': {
          const { says, ...call } = v.parse(PlaceCallRequestSchema, body)
          return control.calls.place({ ...call, party: { says } })
        }
        case 'set-voice-urls': {
          const { applications, numbers } = v.parse(VoiceUrlsRequestSchema, body)
          for (const [sid, voiceUrl] of Object.entries(applications))
            control.setApplication(sid, { voiceUrl })
          for (const [number, voiceUrl] of Object.entries(numbers)) control.setNumber(number, { voiceUrl })
          return {}
        }
        default:
          throw new Error(`The exchange has no request "${name}".`)
      }
    },
    close: () => exchange.close(),
  }
}

runBundledProgram(process, {
  start,
  uncaughtErrors: 'survive',
  log: (level, event, details) => log(level, event.replaceAll(' ', '-'), details),
})
