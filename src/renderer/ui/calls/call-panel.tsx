import { useEffect, useRef } from 'react'
import { ringingCalls } from '../../../shared/domain/phone.ts'
import { t } from '../../../shared/messages/translate.ts'
import { activeCall } from './active-call.ts'
import { classes } from '../lib/classes.ts'
import { usePhone } from '../context/app-context.tsx'
import { CallBar } from './call-bar.tsx'
import { CallView } from './active/call-view.tsx'
import { RingingCard } from './incoming/ringing-card.tsx'
import styles from './call-panel.module.css'
import { useCallDigits } from './active/use-call-digits.ts'
import type { CallPanelMode } from './use-call-panel.ts'

interface CallPanelProps {
  readonly id: string
  readonly mode: CallPanelMode
  readonly onExpand: () => void
}

/** Where the calls are: ringing ones above, the one with the microphone below. */
export function CallPanel({ id, mode, onExpand }: CallPanelProps) {
  const phone = usePhone()
  const ringing = ringingCalls(phone)
  const active = activeCall(phone)
  const panel = useRef<HTMLElement>(null)
  const digits = useCallDigits(active)

  // After each change: when the button that had the focus goes with its call, the focus stays with the calls. Never on a button: the
  // next key would press it.
  useEffect(() => {
    if (mode === 'full' && isFocusLost()) panel.current?.focus({ preventScroll: true })
  })

  if (mode === 'none') return null
  const alone = mode === 'full' && !active && ringing.length === 1
  return (
    <section
      ref={panel}
      id={id}
      className={classes(styles.panel, mode === 'full' && styles.full)}
      aria-label={t('call.calls')}
      tabIndex={-1}
    >
      {ringing.length > 0 && (
        <div className={classes(styles.ringing, alone && styles.alone)}>
          {ringing.map((call) => (
            <RingingCard key={call.id} call={call} alone={alone} endsActiveCall={active !== undefined} />
          ))}
        </div>
      )}
      {active && mode === 'full' && (
        <CallView key={active.id} call={active} compact={ringing.length > 0} digits={digits} />
      )}
      {active && mode === 'collapsed' && <CallBar call={active} sent={digits.sent} onExpand={onExpand} />}
    </section>
  )
}

function isFocusLost(): boolean {
  const focused = document.activeElement
  return focused === null || focused === document.body || focused.closest('[hidden]') !== null
}
