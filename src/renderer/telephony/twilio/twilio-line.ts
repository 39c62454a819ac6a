import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { PageLog } from '../../log.ts'
import type { TelephonyLine } from '../telephony-line.ts'
import type { CallMicrophone } from '../audio/call-microphone.ts'
import type { After } from './registration/token-refresh.ts'
import { createSdkLine } from './sdk-line.ts'
import { createSdkDevices } from './sdk/sdk.ts'

interface TwilioLineDeps {
  readonly clock: () => Timestamp
  /** The token has expired or no longer works: a fresh ticket is wanted through `open`. */
  readonly onTokenWanted: () => void
  /** The microphone of the calls. */
  readonly microphone: CallMicrophone
  readonly log: Pick<PageLog, 'warn'>
  /** Where the sound files are, ending in a slash, relative to the page. Default `sounds/`. */
  readonly sounds?: string
}

const afterTimeout: After = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** The telephone line on Twilio's own SDK, or on an exchange that speaks its language. */
export function createTwilioLine({
  clock,
  onTokenWanted,
  microphone,
  log,
  sounds = 'sounds/',
}: TwilioLineDeps): TelephonyLine {
  return createSdkLine({
    clock,
    uptime: () => performance.now(),
    random: Math.random,
    createDevice: createSdkDevices(sounds, microphone, log),
    onTokenWanted,
    after: afterTimeout,
    online: () => navigator.onLine,
    log,
  })
}
