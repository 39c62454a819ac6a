import {
  CircleAlert,
  CircleCheck,
  CircleCheckBig,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import { standing, type Standing } from '../../../shared/words-reach.ts'
import { QuietControl } from '../quiet/quiet-control.tsx'
import { classes } from '../state/classes.ts'
import { useDesk, useFacts, usePhone } from '../state/desk.tsx'
import { useNow } from '../state/use-elapsed.ts'
import styles from './line-header.module.css'
import { LineTrouble } from './line-trouble.tsx'

const ICONS: Record<Standing['tone'], LucideIcon> = {
  sure: CircleCheckBig,
  hopeful: CircleCheck,
  passing: LoaderCircle,
  partly: CircleAlert,
  no: TriangleAlert,
}

interface LineHeaderProps {
  readonly onOpenSettings: () => void
  readonly onTestRing: () => void
}

/** Who I am, and whether I can really be reached; where not, why, since when, and what to do. */
export function LineHeader({ onOpenSettings, onTestRing }: LineHeaderProps) {
  const { line } = usePhone()
  const { clock } = useDesk()
  const reach = useFacts()?.reach ?? null
  // Something may lapse by nothing but the passing of time: a claim that nobody confirmed, "for 3 minutes".
  const now = useNow(standing(line, reach, clock.now()).tone !== 'sure')
  const told = standing(line, reach, now)
  const { tone, title, aside } = told
  const Icon = ICONS[tone]
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">Offhook</h1>
      <div className={styles.row}>
        <output className={styles.status}>
          <span className={styles.mark} data-tone={tone}>
            <Icon
              size={20}
              strokeWidth={2}
              className={classes(tone === 'passing' && styles.turning)}
              aria-hidden
            />
          </span>
          <span className={styles.words}>
            <strong className={styles.title}>{title}</strong>
            {(aside ?? (tone === 'passing' ? told.hint : null)) !== null && (
              <>
                {' '}
                <bdi className={styles.hint} title={aside ?? undefined}>
                  {aside ?? told.hint}
                </bdi>
              </>
            )}
          </span>
        </output>
        <QuietControl />
      </div>
      {(tone === 'no' || tone === 'partly') && (
        <LineTrouble told={told} now={now} onOpenSettings={onOpenSettings} onTestRing={onTestRing} />
      )}
    </header>
  )
}
