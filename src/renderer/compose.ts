import type { OffhookBridge } from '../shared/ipc/contract.ts'
import { detach } from '../../common/lib/detach.ts'
import { createAppApi } from './app-api.ts'
import type { PageLog } from './log.ts'
import { createRinger } from './telephony/audio/ringer.ts'
import { createMainBridge } from './telephony/main-bridge.ts'
import { createHealthReporter } from './telephony/health-reporter.ts'
import { createCallMicrophone } from './telephony/audio/call-microphone.ts'
import { createSilentTrack } from './telephony/audio/silent-track.ts'
import { watchMicrophone } from './telephony/audio/microphone-watch.ts'
import { createAudioOutputs, followChosenOutputs } from './telephony/audio/audio-outputs.ts'
import { createPhoneController } from './telephony/phone-controller.ts'
import { createDoNotDisturb } from './telephony/do-not-disturb.ts'
import { createRingPlayer } from './telephony/audio/ring-player.ts'
import { createTwilioLine } from './telephony/twilio/twilio-line.ts'
import { playRingtoneOnce, createSoundPlayers } from './telephony/audio/sound-player.ts'
import type { AppContext } from './ui/context/app-context.tsx'
import { createVisibleClock } from './ui/context/visible-clock.ts'

const SOUNDS = 'sounds/'

/** Joins the line, the phone, the ringer and main; answers what the views stand on. Main answers when it can. */
export function compose(page: Window, offhook: OffhookBridge, log: PageLog): AppContext {
  const clock = createVisibleClock(page.document)
  // Until main has said which; nobody has typed a number by then.
  let country = 'US'

  const media = page.navigator.mediaDevices
  const microphone = watchMicrophone({
    permissions: page.navigator.permissions,
    devices: media,
    after,
    log,
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
    onTokenWanted: () => bridge.refreshToken(),
    microphone: callMicrophone,
    log,
  })
  const phone = createPhoneController({
    line,
    clock: clock.now,
    newId: () => crypto.randomUUID(),
    country: () => country,
  })
  phone.subscribe(() => microphone.setInCall(phone.state.calls.length > 0))
  const bridge = createMainBridge({ bridge: offhook, phone, line, clock: clock.now, network: page, log })
  const host = createAppApi({
    bridge,
    onCountry: (known) => {
      country = known
    },
    later: (work) => {
      setTimeout(work, 1_000)
    },
    retryNow: () => line.reconnect(),
    async askForMicrophone() {
      await listenOnce(media)
      microphone.check()
    },
    log,
  })

  const speaker = createRingPlayer(createSoundPlayers(SOUNDS, log), log)
  const audioOutputs = createAudioOutputs({
    media,
    playOnce: (device) => playRingtoneOnce(SOUNDS, device),
  })
  followChosenOutputs({
    log,
    ringPlayer: speaker,
    audioOutputs,
    chosen: () => host.state?.ringSettings.devices ?? [],
    onChosen: host.subscribe,
  })
  createHealthReporter({
    line,
    microphone,
    network: page,
    online: () => page.navigator.onLine,
    clock: Date.now,
    after,
    send(evidence) {
      const sent = bridge.request({ type: 'health-report', report: evidence })
      detach(sent, log, 'A health report did not reach main')
    },
  })
  const hush = createDoNotDisturb({
    phone,
    doNotDisturb: () => host.state?.doNotDisturb ?? null,
    onDoNotDisturb: host.subscribe,
  })
  createRinger({ phone, ringPlayer: speaker, ringMute: hush })

  return { phone, clock, api: host, audioOutputs, callMicrophone }
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
