import { ChevronDown, Mic, MicOff } from 'lucide-react'
import { Button } from '../components/button.tsx'
import { Handset } from '../components/handset.tsx'
import type { ActiveCall } from './active-call.ts'
import { useCountry, useDesk } from '../context/app-context.tsx'
import { ariaKeys } from '../keyboard/shortcuts.ts'
import styles from './call-bar.module.css'
import { CallStatus } from './active/call-status.tsx'
import { PartyName } from './party/party-name.tsx'

/** The latest digits only: the bar has one line for them. */
const DIGITS_SHOWN = 8

interface CallBarProps {
  readonly call: ActiveCall
  /** The digits sent during this call. */
  readonly sent: string
  readonly onUnfold: () => void
}

/** The call with the microphone, folded to a bar while another page is open. */
export function CallBar({ call, sent, onUnfold }: CallBarProps) {
  const { phone } = useDesk()
  const country = useCountry()
  const talking = call.phase === 'open' || call.phase === 'reconnecting'
  const muted = talking && call.muted
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.call} data-guarded="place" onClick={onUnfold}>
        <ChevronDown size={18} aria-hidden />
        <span className={styles.words}>
          <span className="visually-hidden">Show the call: </span>
          <PartyName party={call.party} country={country} className={styles.name} />{' '}
          <span className={styles.status}>
            <CallStatus call={call} />
            {sent !== '' && (
              <>
                {' · Sent '}
                <bdi>{sent.slice(-DIGITS_SHOWN)}</bdi>
              </>
            )}
          </span>
        </span>
      </button>
      <Button
        icon
        size="main"
        look={muted ? 'caution' : 'plain'}
        data-guarded="place"
        aria-label={muted ? 'Unmute' : 'Mute'}
        title={muted ? 'Unmute' : 'Mute'}
        aria-keyshortcuts={ariaKeys('mute')}
        disabled={!talking}
        onClick={() => phone.mute(call.id, !muted)}
      >
        {muted ? <MicOff size={20} aria-hidden /> : <Mic size={20} aria-hidden />}
      </Button>
      <Button
        icon
        look="stop"
        size="main"
        aria-label="Hang up"
        title="Hang up"
        aria-keyshortcuts={ariaKeys('hang-up')}
        onClick={() => phone.command({ type: 'hangup', id: call.id })}
      >
        <Handset down />
      </Button>
    </div>
  )
}
