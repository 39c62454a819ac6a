import { useId } from 'react'
import { Button } from '../kit/button.tsx'
import { Handset } from '../kit/handset.tsx'
import type { ActiveCall } from '../state/calls.ts'
import { useCountry, useDesk } from '../state/desk.tsx'
import { ariaKeys } from '../state/shortcuts.ts'
import { Avatar } from './avatar.tsx'
import { CallStatus } from './call-status.tsx'
import { CallTools } from './call-tools.tsx'
import styles from './call-view.module.css'
import { MicrophoneWarning } from './microphone-warning.tsx'
import { DigitsSender } from './digits-sender.tsx'
import { KeysSender } from './keys-sender.tsx'
import { NoAudioHint } from './no-audio-hint.tsx'
import { PartyAddress, PartyName } from './party-name.tsx'
import type { CallDigits } from './use-call-digits.ts'

/** Something is wrong with the connection of this call, or the other side cannot hear this one. */
const needsCaution = (call: ActiveCall): boolean =>
  call.phase === 'reconnecting' || (call.phase === 'open' && (call.noAudio === true || call.muted))

interface CallViewProps {
  readonly call: ActiveCall
  /** Calls ring above it: it says the same with less. */
  readonly compact: boolean
  readonly digits: CallDigits
}

/** The call with the microphone, with the room of the whole stage. Hang up never moves while it lasts. */
export function CallView({ call, compact, digits }: CallViewProps) {
  const { phone } = useDesk()
  const country = useCountry()
  const heading = useId()
  const pad = useId()
  const talking = call.phase === 'open' || call.phase === 'reconnecting'
  const showPad = digits.padOpen
  return (
    <article className={styles.view} aria-labelledby={heading} data-pad={showPad}>
      <div className={styles.party}>
        {!showPad && !compact && <Avatar party={call.party} size="large" />}
        <div className={styles.words}>
          <h2 id={heading} className={styles.heading}>
            <PartyName party={call.party} country={country} className={styles.name} />
          </h2>
          <PartyAddress party={call.party} country={country} />
          <p className={styles.status} data-caution={needsCaution(call)}>
            <CallStatus call={call} />
          </p>
          {call.phase === 'open' && call.noAudio && <NoAudioHint />}
          {talking && <MicrophoneWarning />}
          <KeysSender call={call} />
        </div>
        {showPad && <DigitsSender id={pad} sent={digits.sent} send={digits.send} />}
      </div>
      <CallTools call={call} pad={pad} padOpen={showPad} onTogglePad={digits.togglePad} />
      <Button
        look="stop"
        size="main"
        aria-keyshortcuts={ariaKeys('hang-up')}
        onClick={() => phone.command({ type: 'hangup', id: call.id })}
      >
        <Handset down />
        Hang up
      </Button>
    </article>
  )
}
