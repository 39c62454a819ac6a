import { Moon } from 'lucide-react'
import { useId } from 'react'
import { untilText } from '../../../shared/messages/do-not-disturb.ts'
import { t } from '../../../shared/messages/translate.ts'
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
  const label = on ? t('dnd.control.on', { until: untilText(dnd.until, clock.now()) }) : t('dnd.control.off')
  return (
    <div className={styles.control} data-on={on}>
      <Button variant={on ? 'default' : 'subtle'} icon aria-label={label} title={label} popoverTarget={menu}>
        <Moon size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <DndMenu id={menu} dnd={dnd} />
    </div>
  )
}
