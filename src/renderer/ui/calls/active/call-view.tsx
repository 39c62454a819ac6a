import { useId } from 'react'
import { t } from '../../../../shared/messages/translate.ts'
import { Button } from '../../components/button.tsx'
import { Handset } from '../../components/handset.tsx'
import type { ActiveCall } from '../active-call.ts'
import { useCountry, useApp } from '../../context/app-context.tsx'
import { ariaKeys } from '../../keyboard/shortcuts.ts'
import { Avatar } from '../party/avatar.tsx'
import { CallStatus } from './call-status.tsx'
import { CallControls } from './call-controls.tsx'
import styles from './call-view.module.css'
import { MicrophoneWarning } from './microphone-warning.tsx'
import { InCallKeypad } from './in-call-keypad.tsx'
import { PostDialDigits } from './post-dial-digits.tsx'
import { NoAudioHint } from './no-audio-hint.tsx'
import { PartyAddress, PartyName } from '../party/party-name.tsx'
import type { CallDigits } from './use-call-digits.ts'

/** Something is wrong with the connection of this call, or the other side cannot hear this one. */
const needsCaution = (call: ActiveCall): boolean =>
  call.state === 'reconnecting' || (call.state === 'connected' && (call.noAudio === true || call.muted))

interface CallViewProps {
  readonly call: ActiveCall
  /** Calls ring above it: it says the same with less. */
  readonly compact: boolean
  readonly digits: CallDigits
}

/** The call with the microphone, with the room of the whole panel. Hang up never moves while it lasts. */
export function CallView({ call, compact, digits }: CallViewProps) {
  const { phone } = useApp()
  const country = useCountry()
  const heading = useId()
  const keypad = useId()
  const isConnected = call.state === 'connected' || call.state === 'reconnecting'
  const showKeypad = digits.keypadOpen
  return (
    <article className={styles.view} aria-labelledby={heading} data-keypad={showKeypad}>
      <div className={styles.party}>
        {!showKeypad && !compact && <Avatar party={call.party} size="large" />}
        <div className={styles.text}>
          <h2 id={heading} className={styles.heading}>
            <PartyName party={call.party} country={country} className={styles.name} />
          </h2>
          <PartyAddress party={call.party} country={country} />
          <p className={styles.status} data-caution={needsCaution(call)}>
            <CallStatus call={call} />
          </p>
          {call.state === 'connected' && call.noAudio && <NoAudioHint />}
          {isConnected && <MicrophoneWarning />}
          <PostDialDigits call={call} />
        </div>
        {showKeypad && <InCallKeypad id={keypad} sent={digits.sent} send={digits.send} />}
      </div>
      <CallControls
        call={call}
        keypad={keypad}
        keypadOpen={showKeypad}
        onToggleKeypad={digits.toggleKeypad}
      />
      <Button
        variant="end"
        size="main"
        aria-keyshortcuts={ariaKeys('hang-up')}
        onClick={() => phone.command({ type: 'hangup', id: call.id })}
      >
        <Handset down />
        {t('call.hang-up')}
      </Button>
    </article>
  )
}
