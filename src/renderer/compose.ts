import type { OffhookBridge } from '../shared/contract.ts'
import { createHost } from './host.ts'
import { createRinger, createSpeaker } from './phone/audio.ts'
import { createBridge } from './phone/bridge.ts'
import { createPhone } from './phone/phone.ts'
import { createTwilioLine } from './phone/twilio-line.ts'
import type { Desk } from './ui/state/desk.tsx'
import { createVisibleClock } from './ui/state/visible-clock.ts'

/** Joins the line, the phone, the ringer and main; answers what the views stand on. Main answers when it can. */
export function compose(page: Window, offhook: OffhookBridge): Desk {
  const clock = createVisibleClock(page.document)
  // Until main has said which; nobody has typed a number by then.
  let country = 'US'

  const line = createTwilioLine({ clock: clock.now, onTokenWanted: () => bridge.renewTicket() })
  const phone = createPhone({
    line,
    clock: clock.now,
    newId: () => crypto.randomUUID(),
    country: () => country,
  })
  const bridge = createBridge({ bridge: offhook, phone, line, clock: clock.now, network: page })
  createRinger({ phone, speaker: createSpeaker() })

  return {
    phone,
    clock,
    host: createHost({
      bridge,
      onCountry: (known) => {
        country = known
      },
      later: (work) => void setTimeout(work, 1_000),
    }),
  }
}
