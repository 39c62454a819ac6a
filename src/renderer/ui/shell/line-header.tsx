import { CircleCheck, LoaderCircle, TriangleAlert, WifiOff, type LucideIcon } from 'lucide-react'
import type { Line } from '../../../shared/phone.ts'
import { lineWords } from '../../../shared/words.ts'
import { Button } from '../kit/button.tsx'
import { classes } from '../state/classes.ts'
import { usePhone } from '../state/desk.tsx'
import styles from './line-header.module.css'

const ICONS: Record<Line['state'], LucideIcon> = {
  ready: CircleCheck,
  connecting: LoaderCircle,
  offline: WifiOff,
  refused: TriangleAlert,
}

/** Who I am, and whether I can really be reached. */
export function LineHeader({ onOpenSettings }: { readonly onOpenSettings: () => void }) {
  const { line } = usePhone()
  const { title, hint } = lineWords(line)
  const busy = line.state === 'connecting' || (line.state === 'offline' && isPassing(line.reason))
  const Icon = busy ? LoaderCircle : ICONS[line.state]
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">Offhook</h1>
      <output className={styles.status}>
        <span className={styles.mark} data-state={busy ? 'connecting' : line.state}>
          <Icon size={20} strokeWidth={2} className={classes(busy && styles.turning)} aria-hidden />
        </span>
        <span className={styles.words}>
          <strong className={styles.title}>{title}</strong>
          {hint !== null && (
            <>
              {' '}
              <bdi className={styles.hint} title={hint}>
                {hint}
              </bdi>
            </>
          )}
        </span>
      </output>
      {line.state === 'refused' && (
        <Button onClick={onOpenSettings} aria-label="Open Settings">
          Settings
        </Button>
      )}
    </header>
  )
}

/** Offline for a moment only, on the way to something else. */
function isPassing(reason: string): boolean {
  return reason === 'starting' || reason === 'line-changing'
}
