import { ChevronDown, Mic, MicOff } from 'lucide-react'
import { messageParts, t } from '../../../shared/messages/translate.ts'
import { MessageParts } from '../lib/message-parts.tsx'
import { Button } from '../components/button.tsx'
import { Handset } from '../components/handset.tsx'
import type { ActiveCall } from './active-call.ts'
import { useCountry, useApp } from '../context/app-context.tsx'
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
  readonly onExpand: () => void
}

/** The call with the microphone, collapsed to a bar while another page is open. */
export function CallBar({ call, sent, onExpand }: CallBarProps) {
  const { phone } = useApp()
  const country = useCountry()
  const isConnected = call.state === 'connected' || call.state === 'reconnecting'
  const muted = isConnected && call.muted
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.call} data-guarded="place" onClick={onExpand}>
        <ChevronDown size={18} aria-hidden />
        <span className={styles.text}>
          <span className="visually-hidden">{t('call.show')} </span>
          <PartyName party={call.party} country={country} className={styles.name} />{' '}
          <span className={styles.status}>
            <CallStatus call={call} />
            {sent !== '' && (
              <>
                {' '}
                <MessageParts
                  parts={messageParts('call.sent-digits', { digits: <bdi>{sent.slice(-DIGITS_SHOWN)}</bdi> })}
                />
              </>
            )}
          </span>
        </span>
      </button>
      <Button
        icon
        size="main"
        variant={muted ? 'caution' : 'default'}
        data-guarded="place"
        aria-label={muted ? t('call.unmute') : t('call.mute')}
        title={muted ? t('call.unmute') : t('call.mute')}
        aria-keyshortcuts={ariaKeys('mute')}
        disabled={!isConnected}
        onClick={() => phone.mute(call.id, !muted)}
      >
        {muted ? <MicOff size={20} aria-hidden /> : <Mic size={20} aria-hidden />}
      </Button>
      <Button
        icon
        variant="end"
        size="main"
        aria-label={t('call.hang-up')}
        title={t('call.hang-up')}
        aria-keyshortcuts={ariaKeys('hang-up')}
        onClick={() => phone.command({ type: 'hangup', id: call.id })}
      >
        <Handset down />
      </Button>
    </div>
  )
}
