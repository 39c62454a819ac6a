import { Moon } from 'lucide-react'
import { useId } from 'react'
import { untilText } from '../../../shared/messages/do-not-disturb.ts'
import { Button } from '../components/button.tsx'
import { useApp, useAppState } from '../context/app-context.tsx'
import styles from './dnd-control.module.css'
import { DndMenu } from './dnd-menu.tsx'

/** Do not disturb, in the header of every page. */
export function DndControl() {
  const { clock } = useApp()
  const dnd = useAppState()?.doNotDisturb
  const menu = useId()
  if (!dnd) return null
  const on = dnd.until !== null
  const label = on ? `on ${untilText(dnd.until, clock.now())}` : 'off'
  return (
    <div className={styles.control} data-on={on}>
      <Button
        variant={on ? 'default' : 'subtle'}
        icon
        aria-label={`Do not disturb: ${label}`}
        title={`Do not disturb: ${label}`}
        popoverTarget={menu}
      >
        <Moon size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <DndMenu id={menu} dnd={dnd} />
    </div>
  )
}
