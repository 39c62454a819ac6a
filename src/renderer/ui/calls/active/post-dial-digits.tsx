import { t } from '../../../../shared/messages/translate.ts'
import type { ActiveCall } from '../active-call.ts'
import { Button } from '../../components/button.tsx'
import { useApp } from '../../context/app-context.tsx'
import styles from './post-dial-digits.module.css'

/** Offers the keys that were dialled after the number, for example an extension. Visible from the start, enabled once connected. */
export function PostDialDigits({ call }: { readonly call: ActiveCall }) {
  const { phone } = useApp()
  const [next, ...others] = call.postDial ?? []
  if (next === undefined) return null
  const isConnected = call.state === 'connected' || call.state === 'reconnecting'
  return (
    <div className={styles.keys}>
      <Button aria-disabled={!isConnected} onClick={() => isConnected && phone.sendPostDial(call.id)}>
        {t('call.send-digits', { digits: next })}
      </Button>
      {others.length > 0 && (
        <span className={styles.others}>{t('call.then-digits', { digits: others.join(', ') })}</span>
      )}
    </div>
  )
}
