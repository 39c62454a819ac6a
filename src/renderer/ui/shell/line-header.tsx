import {
  CircleAlert,
  CircleCheck,
  CircleCheckBig,
  LoaderCircle,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { Quiet } from '../../../shared/contract.ts'
import type { Line, Timestamp } from '../../../shared/phone.ts'
import { lastingWords, standing, type Standing } from '../../../shared/words-reach.ts'
import { lineWords } from '../../../shared/words.ts'
import { QuietControl } from '../quiet/quiet-control.tsx'
import { classes } from '../state/classes.ts'
import { useDesk, useFacts, usePhone } from '../state/desk.tsx'
import { useNow } from '../state/use-elapsed.ts'
import { timeOfDay } from '../state/when.ts'
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
  const facts = useFacts()
  const reach = facts?.reach ?? null
  // Something may lapse by nothing but the passing of time: a claim that nobody confirmed, "for 3 minutes".
  const now = useNow(standing(line, reach, clock.now()).tone !== 'sure')
  const told = hushed(standing(line, reach, now), line, facts?.quiet.until ?? null)
  const { tone, title, aside, hint, since } = told
  const troubled = tone === 'no' || tone === 'partly'
  const Icon = ICONS[tone]
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">Offhook</h1>
      <div className={styles.row}>
        <span className={styles.mark} data-tone={tone}>
          <Icon
            size={20}
            strokeWidth={2}
            className={classes(tone === 'passing' && styles.turning)}
            aria-hidden
          />
        </span>
        <div className={styles.words}>
          <output>
            <strong className={styles.title}>{title}</strong>{' '}
            <bdi className={troubled ? 'visually-hidden' : styles.hint} title={aside ?? undefined}>
              {aside ?? (troubled ? null : hint)}
            </bdi>
          </output>
          {troubled && since !== null && <Since at={since} now={now} />}
        </div>
        <QuietControl />
      </div>
      {troubled && <LineTrouble told={told} onOpenSettings={onOpenSettings} onTestRing={onTestRing} />}
    </header>
  )
}

/** Whoever is not to be disturbed is not told that callers get through to them. */
function hushed(told: Standing, line: Line, until: Quiet['until']): Standing {
  return until !== null && told.tone === 'sure'
    ? { ...told, tone: 'hopeful', title: 'Not to be disturbed', aside: lineWords(line).hint }
    : told
}

/** Beside what is announced, not in it: nobody wants to hear every minute that another one has passed. */
function Since({ at, now }: { readonly at: Timestamp; readonly now: Timestamp }) {
  return (
    <p className={styles.hint}>
      Since <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>, {lastingWords(now - at)}
    </p>
  )
}
