import { ChevronDown, Mic, MicOff } from 'lucide-react'
import { Button } from '../kit/button.tsx'
import { Handset } from '../kit/handset.tsx'
import type { ActiveCall } from '../state/calls.ts'
import { useCountry, useDesk } from '../state/desk.tsx'
import { ariaKeys } from '../state/shortcuts.ts'
import styles from './call-bar.module.css'
import { CallStatus } from './call-status.tsx'
import { PartyName } from './party-name.tsx'

interface CallBarProps {
  readonly call: ActiveCall
  readonly onUnfold: () => void
}

/** The call with the microphone, folded to a bar while another page is open. */
export function CallBar({ call, onUnfold }: CallBarProps) {
  const { phone } = useDesk()
  const country = useCountry()
  const talking = call.phase === 'open' || call.phase === 'reconnecting'
  const muted = talking && call.muted
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.call} onClick={onUnfold}>
        <ChevronDown size={18} aria-hidden />
        <span className={styles.words}>
          <span className="visually-hidden">Show the call: </span>
          <PartyName party={call.party} country={country} className={styles.name} />{' '}
          <span className={styles.status}>
            <CallStatus call={call} />
          </span>
        </span>
      </button>
      <Button
        icon
        size="main"
        aria-label="Mute"
        aria-keyshortcuts={ariaKeys('mute')}
        aria-pressed={muted}
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
        aria-keyshortcuts={ariaKeys('hang-up')}
        onClick={() => phone.command({ type: 'hangup', id: call.id })}
      >
        <Handset down />
      </Button>
    </div>
  )
}
