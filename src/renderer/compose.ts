import type { OffhookBridge } from '../shared/ipc/contract.ts'
import { createHost } from './app-api.ts'
import type { PageLog } from './log.ts'
import { createRinger } from './telephony/audio/ringer.ts'
import { createBridge } from './telephony/main-bridge.ts'
import { createEvidence } from './telephony/health-reporter.ts'
import { createCallMicrophone } from './telephony/audio/call-microphone.ts'
import { createSilentTrack } from './telephony/audio/silent-track.ts'
import { watchMicrophone } from './telephony/audio/microphone-watch.ts'
import { createLoudspeakers, followChoice } from './telephony/audio/audio-outputs.ts'
import { createPhone } from './telephony/phone-controller.ts'
import { createQuiet } from './telephony/do-not-disturb.ts'
import { createSpeaker } from './telephony/audio/ring-player.ts'
import { createTwilioLine } from './telephony/twilio/twilio-line.ts'
import { playOnce, voicesFrom } from './telephony/audio/sound-player.ts'
import type { Desk } from './ui/context/app-context.tsx'
import { createVisibleClock } from './ui/context/visible-clock.ts'

const SOUNDS = 'sounds/'

/** Joins the line, the phone, the ringer and main; answers what the views stand on. Main answers when it can. */
export function compose(page: Window, offhook: OffhookBridge, log: PageLog): Desk {
  const clock = createVisibleClock(page.document)
  // Until main has said which; nobody has typed a number by then.
  let country = 'US'

  const media = page.navigator.mediaDevices
  const microphone = watchMicrophone({
    permissions: page.navigator.permissions,
    devices: media,
    after,
  })
  page.addEventListener('focus', () => microphone.check())
  const callMicrophone = createCallMicrophone({
    media,
    microphone,
    createSilentTrack,
    createStream: (track) => new MediaStream([track]),
    after,
    log,
  })
  const line = createTwilioLine({
    clock: clock.now,
    onTokenWanted: () => bridge.renewTicket(),
    microphone: callMicrophone,
    log,
  })
  const phone = createPhone({
    line,
    clock: clock.now,
    newId: () => crypto.randomUUID(),
    country: () => country,
  })
  phone.subscribe(() => microphone.setInCall(phone.state.calls.length > 0))
  const bridge = createBridge({ bridge: offhook, phone, line, clock: clock.now, network: page, log })
  const host = createHost({
    bridge,
    onCountry: (known) => {
      country = known
    },
    later: (work) => void setTimeout(work, 1_000),
    retryNow: () => line.restart(),
    async askForMicrophone() {
      await listenOnce(media)
      microphone.check()
    },
  })

  const speaker = createSpeaker(voicesFrom(SOUNDS, log))
  const loudspeakers = createLoudspeakers({
    media,
    playOnce: (device) => playOnce(SOUNDS, device),
  })
  followChoice({
    speaker,
    loudspeakers,
    chosen: () => host.facts?.ringing.devices ?? [],
    onChosen: host.subscribe,
  })
  createEvidence({
    line,
    microphone,
    network: page,
    online: () => page.navigator.onLine,
    clock: Date.now,
    after,
    send(evidence) {
      bridge.request({ type: 'evidence', evidence }).catch((error: unknown) => {
        log.warn('A health report did not reach main:', error)
      })
    },
  })
  const hush = createQuiet({ phone, quiet: () => host.facts?.quiet ?? null, onQuiet: host.subscribe })
  createRinger({ phone, speaker, hush })

  return { phone, clock, host, loudspeakers, callMicrophone }
}

function after(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** Opens the microphone and closes it again: the system asks the person if it has to. Rejects when it may not. */
async function listenOnce(media: MediaDevices): Promise<void> {
  const stream = await media.getUserMedia({ audio: true })
  for (const track of stream.getTracks()) track.stop()
}
