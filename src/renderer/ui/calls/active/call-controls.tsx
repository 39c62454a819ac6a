import { Grip, Mic, MicOff } from 'lucide-react'
import { t } from '../../../../shared/messages/translate.ts'
import type { ActiveCall } from '../active-call.ts'
import { useApp } from '../../context/app-context.tsx'
import { ariaKeys } from '../../keyboard/shortcuts.ts'
import styles from './call-controls.module.css'

interface CallControlsProps {
  readonly call: ActiveCall
  /** Id of the element the keypad button opens. */
  readonly keypad: string
  readonly keypadOpen: boolean
  readonly onToggleKeypad: () => void
}

/** What one can do during a call besides ending it. Its buttons keep their places before the call is open. */
export function CallControls({ call, keypad, keypadOpen, onToggleKeypad }: CallControlsProps) {
  const { phone } = useApp()
  const isConnected = call.state === 'connected' || call.state === 'reconnecting'
  const muted = isConnected && call.muted
  return (
    <div className={styles.controls}>
      <button
        type="button"
        className={styles.control}
        data-guarded="place"
        data-muted={muted}
        aria-keyshortcuts={ariaKeys('mute')}
        disabled={!isConnected}
        onClick={() => phone.mute(call.id, !muted)}
      >
        <span className={styles.icon}>
          {muted ? <MicOff size={22} aria-hidden /> : <Mic size={22} aria-hidden />}
        </span>
        {muted ? t('call.unmute') : t('call.mute')}
      </button>
      <button
        type="button"
        className={styles.control}
        data-guarded=""
        aria-expanded={keypadOpen}
        aria-controls={keypadOpen ? keypad : undefined}
        disabled={!isConnected}
        onClick={onToggleKeypad}
      >
        <span className={styles.icon}>
          <Grip size={22} aria-hidden />
        </span>
        {t('call.keypad')}
      </button>
    </div>
  )
}
