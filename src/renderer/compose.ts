import type { OffhookBridge } from '../shared/contract.ts'
import { createHost } from './host.ts'
import type { PageLog } from './log.ts'
import { createRinger } from './phone/audio.ts'
import { createBridge } from './phone/bridge.ts'
import { createEvidence } from './phone/evidence.ts'
import { createCallMicrophone } from './phone/microphone/call-microphone.ts'
import { createSilentTrack } from './phone/microphone/silence.ts'
import { watchMicrophone } from './phone/microphone/watch.ts'
import { createLoudspeakers, followChoice } from './phone/loudspeakers.ts'
import { createPhone } from './phone/phone.ts'
import { createQuiet } from './phone/quiet.ts'
import { createSpeaker } from './phone/speaker.ts'
import { createTwilioLine } from './phone/twilio-line.ts'
import { playOnce, voicesFrom } from './phone/voice.ts'
import type { Desk } from './ui/state/desk.tsx'
import { createVisibleClock } from './ui/state/visible-clock.ts'

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
