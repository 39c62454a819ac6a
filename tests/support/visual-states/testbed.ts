import { createFakeLine, type FakeLine } from '../line/fake-line.ts'
import {
  createPhoneController,
  type PhoneController,
} from '../../../src/renderer/telephony/phone-controller.ts'
import type { CallMicrophoneState } from '../../../src/renderer/telephony/audio/call-microphone.ts'
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts'
import { createFakeAudioOutputs, type FakeAudioOutputs } from './fake-audio-outputs.ts'
import { createFakeAppApi, type FakeAppApi } from './fake-app-api.ts'

/** All dependencies of the views, controlled by a test. */
export interface GalleryTestbed {
  readonly line: FakeLine
  readonly phone: PhoneController
  readonly api: FakeAppApi
  readonly clock: FakeClock
  readonly audioOutputs: FakeAudioOutputs
  readonly callMicrophone: FakeCallMicrophone
}

/** The microphone of the calls, in the state a test gives it. */
interface FakeCallMicrophone {
  state: CallMicrophoneState
  subscribe(): () => void
}

const SUNDAY_AFTERNOON = Date.UTC(2026, 10, 22, 14, 30)

export function createGalleryTestbed(): GalleryTestbed {
  const clock = createFakeClock(SUNDAY_AFTERNOON)
  const line = createFakeLine({ clock: () => clock.now(), automatic: false })
  let dialled = 0
  const phone = createPhoneController({
    line,
    clock: () => clock.now(),
    newId: () => `out-${++dialled}`,
    country: () => 'US',
  })
  return {
    line,
    phone,
    api: createFakeAppApi(),
    clock,
    audioOutputs: createFakeAudioOutputs(),
    callMicrophone: { state: 'working', subscribe: () => () => undefined },
  }
}

/** Registered as `maria`. */
export function registered({ line }: GalleryTestbed): void {
  line.register({ token: 'not a token', identity: 'maria', signallingHost: null })
  line.registers()
}
