import { createFakeLine, type FakeLine } from '../line/fake-line.ts'
import { createPhone, type PhoneController } from '../../../src/renderer/phone/phone.ts'
import type { CallMicrophoneState } from '../../../src/renderer/phone/microphone/call-microphone.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { createStandInLoudspeakers, type StandInLoudspeakers } from './fake-audio-outputs.ts'
import { createStandInHost, type StandInHost } from './fake-app-api.ts'

/** Everything the views stand on, in the hands of a test. */
export interface Stand {
  readonly line: FakeLine
  readonly phone: PhoneController
  readonly host: StandInHost
  readonly clock: ManualClock
  readonly loudspeakers: StandInLoudspeakers
  readonly callMicrophone: StandInMicrophone
}

/** The microphone of the calls, in the state a test gives it. */
export interface StandInMicrophone {
  state: CallMicrophoneState
  subscribe(): () => void
}

const SUNDAY_AFTERNOON = Date.UTC(2026, 10, 22, 14, 30)

export function createStand(): Stand {
  const clock = createManualClock(SUNDAY_AFTERNOON)
  const line = createFakeLine({ clock: clock.now, automatic: false })
  let dialled = 0
  const phone = createPhone({
    line,
    clock: clock.now,
    newId: () => `out-${++dialled}`,
    country: () => 'US',
  })
  return {
    line,
    phone,
    host: createStandInHost(),
    clock,
    loudspeakers: createStandInLoudspeakers(),
    callMicrophone: { state: 'working', subscribe: () => () => undefined },
  }
}

/** Registered as `maria`. */
export function ready({ line }: Stand): void {
  line.open({ token: 'not a token', identity: 'maria', signallingHost: null })
  line.registers()
}
