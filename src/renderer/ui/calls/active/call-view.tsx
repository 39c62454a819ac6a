import { useId } from 'react'
import { Button } from '../../components/button.tsx'
import { Handset } from '../../components/handset.tsx'
import type { ActiveCall } from '../active-call.ts'
import { useCountry, useDesk } from '../../context/app-context.tsx'
import { ariaKeys } from '../../keyboard/shortcuts.ts'
import { Avatar } from '../party/avatar.tsx'
import { CallStatus } from './call-status.tsx'
import { CallTools } from './call-controls.tsx'
import styles from './call-view.module.css'
import { MicrophoneWarning } from './microphone-warning.tsx'
import { DigitsSender } from './in-call-keypad.tsx'
import { KeysSender } from './post-dial-digits.tsx'
import { NoAudioHint } from './no-audio-hint.tsx'
import { PartyAddress, PartyName } from '../party/party-name.tsx'
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
