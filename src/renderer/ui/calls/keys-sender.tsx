import type { ActiveCall } from '../state/calls.ts'
import { Button } from '../kit/button.tsx'
import { useDesk } from '../state/desk.tsx'
import styles from './keys-sender.module.css'

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
