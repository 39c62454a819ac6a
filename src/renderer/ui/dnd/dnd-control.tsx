import { Moon } from 'lucide-react'
import { useId } from 'react'
import { untilWords } from '../../../shared/messages/do-not-disturb.ts'
import { Button } from '../components/button.tsx'
import { useDesk, useFacts } from '../context/app-context.tsx'
import styles from './dnd-control.module.css'
import { QuietMenu } from './dnd-menu.tsx'

/** Do not disturb, in the header of every page. */
export function QuietControl() {
  const { clock } = useDesk()
  const quiet = useFacts()?.quiet
  const menu = useId()
  if (!quiet) return null
  const on = quiet.until !== null
  const label = on ? `on ${untilWords(quiet.until, clock.now())}` : 'off'
  return (
    <div className={styles.control} data-on={on}>
      <Button
        look={on ? 'plain' : 'quiet'}
        icon
        aria-label={`Do not disturb: ${label}`}
        title={`Do not disturb: ${label}`}
        popoverTarget={menu}
      >
        <Moon size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <QuietMenu id={menu} quiet={quiet} />
    </div>
  )
}
