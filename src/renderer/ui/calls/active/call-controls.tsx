import { Grip, Mic, MicOff } from 'lucide-react'
import type { ActiveCall } from '../active-call.ts'
import { useDesk } from '../../context/app-context.tsx'
import { ariaKeys } from '../../keyboard/shortcuts.ts'
import styles from './call-controls.module.css'

interface CallToolsProps {
  readonly call: ActiveCall
  /** Id of the element the keypad button opens. */
  readonly pad: string
  readonly padOpen: boolean
  readonly onTogglePad: () => void
}

/** What one can do during a call besides ending it. Its buttons keep their places before the call is open. */
export function CallTools({ call, pad, padOpen, onTogglePad }: CallToolsProps) {
  const { phone } = useDesk()
  const talking = call.phase === 'open' || call.phase === 'reconnecting'
  const muted = talking && call.muted
  return (
    <div className={styles.tools}>
      <button
        type="button"
        className={styles.tool}
        data-guarded="place"
        data-muted={muted}
        aria-keyshortcuts={ariaKeys('mute')}
        disabled={!talking}
        onClick={() => phone.mute(call.id, !muted)}
      >
        <span className={styles.face}>
          {muted ? <MicOff size={22} aria-hidden /> : <Mic size={22} aria-hidden />}
        </span>
        {muted ? 'Unmute' : 'Mute'}
      </button>
      <button
        type="button"
        className={styles.tool}
        data-guarded=""
        aria-expanded={padOpen}
        aria-controls={padOpen ? pad : undefined}
        disabled={!talking}
        onClick={onTogglePad}
      >
        <span className={styles.face}>
          <Grip size={22} aria-hidden />
        </span>
        Keypad
      </button>
    </div>
  )
}
