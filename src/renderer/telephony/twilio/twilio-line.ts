import type { Timestamp } from '../../../shared/domain/phone.ts'
import type { PageLog } from '../../log.ts'
import type { TelephonyLine } from '../telephony-line.ts'
import type { CallMicrophone } from '../audio/call-microphone.ts'
import type { After } from './registration/token-refresh.ts'
import { createSdkLine } from './sdk-line.ts'
import { createSdkDevices } from './sdk/sdk.ts'

interface TwilioLineDeps {
  readonly clock: () => Timestamp
  /** The token has expired or was refused: another one is needed through `register`. */
  readonly onTokenWanted: () => void
  /** The microphone of the calls. */
  readonly microphone: CallMicrophone
  readonly log: Pick<PageLog, 'warn'>
  /** The folder of the sound files, relative to the page, with a slash at the end. */
  readonly sounds?: string
}

const afterTimeout: After = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** A TelephonyLine that uses Twilio's SDK, with Twilio or with an exchange that speaks Twilio's signalling. */
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
