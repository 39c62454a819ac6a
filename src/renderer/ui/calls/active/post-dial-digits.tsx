import type { ActiveCall } from '../active-call.ts'
import { Button } from '../../components/button.tsx'
import { useDesk } from '../../context/app-context.tsx'
import styles from './post-dial-digits.module.css'

/** Offers the keys that were dialled after the number, for example an extension. Visible from the start, enabled once connected. */
export function KeysSender({ call }: { readonly call: ActiveCall }) {
  const { phone } = useDesk()
  const [next, ...others] = call.keys ?? []
  if (next === undefined) return null
  const talking = call.phase === 'open' || call.phase === 'reconnecting'
  return (
    <div className={styles.keys}>
      <Button aria-disabled={!talking} onClick={() => talking && phone.sendKeys(call.id)}>
        Send {next}
      </Button>
      {others.length > 0 && <span className={styles.others}>then {others.join(', ')}</span>}
    </div>
  )
}
