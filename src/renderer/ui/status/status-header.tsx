import {
  CircleAlert,
  CircleCheck,
  CircleCheckBig,
  LoaderCircle,
  Moon,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { PageName, Quiet } from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { saysQuiet, untilWords } from '../../../shared/messages/do-not-disturb.ts'
import { lastingWords, standing, type Standing } from '../../../shared/messages/reachability.ts'
import { QuietControl } from '../dnd/dnd-control.tsx'
import { QuietOff } from '../dnd/dnd-off-button.tsx'
import { classes } from '../lib/classes.ts'
import { useDesk, useFacts, usePhone } from '../context/app-context.tsx'
import { useNow } from '../context/use-elapsed.ts'
import { timeOfDay } from '../lib/date-text.ts'
import styles from './status-header.module.css'
import { LineTrouble } from './issue-details.tsx'
import { MainMenu } from '../shell/main-menu.tsx'

const ICONS: Record<Tone, LucideIcon> = {
  quiet: Moon,
  sure: CircleCheckBig,
  hopeful: CircleCheck,
  passing: LoaderCircle,
  partly: CircleAlert,
  no: TriangleAlert,
}

type Tone = Standing['tone'] | 'quiet'

/** The content of the header: the reachability, or that do not disturb is on. */
interface Told extends Omit<Standing, 'tone'> {
  readonly tone: Tone
}

interface LineHeaderProps {
  readonly onOpenSettings: () => void
  readonly onOpenPage: (page: PageName) => void
  readonly onTestRing: () => void
}

/** Who I am, and whether I can really be reached; where not, why, since when, and what to do. */
export function LineHeader({ onOpenSettings, onOpenPage, onTestRing }: LineHeaderProps) {
  const { line } = usePhone()
  const { clock } = useDesk()
  const facts = useFacts()
  const reach = facts?.reach ?? null
  // Something may lapse by nothing but the passing of time: a claim that nobody confirmed, "for 3 minutes".
  const now = useNow(standing(line, reach, clock.now()).tone !== 'sure')
  const told = withQuiet(standing(line, reach, now), facts?.quiet ?? null, now)
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
        <div className={styles.tools}>
          {tone === 'quiet' && facts && <QuietOff quiet={facts.quiet} />}
          <QuietControl />
          <MainMenu onOpenPage={onOpenPage} />
        </div>
      </div>
      {troubled && <LineTrouble told={told} onOpenSettings={onOpenSettings} onTestRing={onTestRing} />}
    </header>
  )
}

/** "Do not disturb" replaces "You can be reached". A problem takes precedence over both. */
function withQuiet(told: Standing, quiet: Quiet | null, now: Timestamp): Told {
  if (!quiet || !saysQuiet(told, quiet)) return told
  const until = untilWords(quiet.until, now)
  const what = quiet.manner === 'busy' ? 'Callers hear busy.' : 'Calls ring without a sound.'
  return { ...told, tone: 'quiet', title: 'Do not disturb', aside: `${capitalised(until)}. ${what}` }
}

function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Beside what is announced, not in it: nobody wants to hear every minute that another one has passed. */
function Since({ at, now }: { readonly at: Timestamp; readonly now: Timestamp }) {
  return (
    <p className={styles.hint}>
      Since <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>, {lastingWords(now - at)}
    </p>
  )
}
