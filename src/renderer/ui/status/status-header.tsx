import {
  CircleAlert,
  CircleCheck,
  CircleCheckBig,
  LoaderCircle,
  Moon,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import type { PageName, DoNotDisturb } from '../../../shared/ipc/contract.ts'
import type { Timestamp } from '../../../shared/domain/phone.ts'
import { dndStatusText, showsDnd } from '../../../shared/messages/do-not-disturb.ts'
import { lastingText, statusBanner, type StatusBanner } from '../../../shared/messages/reachability.ts'
import { messageParts, t } from '../../../shared/messages/translate.ts'
import { MessageParts } from '../lib/message-parts.tsx'
import { DndControl } from '../dnd/dnd-control.tsx'
import { DndOffButton } from '../dnd/dnd-off-button.tsx'
import { classes } from '../lib/classes.ts'
import { useApp, useAppState, usePhone } from '../context/app-context.tsx'
import { useNow } from '../context/use-elapsed.ts'
import { timeOfDay } from '../lib/date-text.ts'
import styles from './status-header.module.css'
import { IssueDetails } from './issue-details.tsx'
import { MainMenu } from '../shell/main-menu.tsx'

const ICONS: Record<Tone, LucideIcon> = {
  dnd: Moon,
  confirmed: CircleCheckBig,
  pending: CircleCheck,
  transient: LoaderCircle,
  degraded: CircleAlert,
  unreachable: TriangleAlert,
}

type Tone = StatusBanner['tone'] | 'dnd'

/** The content of the header: the reachability, or that do not disturb is on. */
interface HeaderStatus extends Omit<StatusBanner, 'tone'> {
  readonly tone: Tone
}

interface StatusHeaderProps {
  readonly onOpenSettings: () => void
  readonly onOpenPage: (page: PageName) => void
  readonly onTestRing: () => void
}

/** Who I am, and whether I can really be reached; where not, why, since when, and what to do. */
export function StatusHeader({ onOpenSettings, onOpenPage, onTestRing }: StatusHeaderProps) {
  const { registration } = usePhone()
  const { clock } = useApp()
  const appState = useAppState()
  const reachability = appState?.reachability ?? null
  // Something may lapse by nothing but the passing of time: a claim that nobody confirmed, "for 3 minutes".
  const now = useNow(statusBanner(registration, reachability, clock.now()).tone !== 'confirmed')
  const status = withDnd(statusBanner(registration, reachability, now), appState?.doNotDisturb ?? null, now)
  const { tone, title, subtitle, hint, since } = status
  const hasIssue = tone === 'unreachable' || tone === 'degraded'
  const Icon = ICONS[tone]
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">Offhook</h1>
      <div className={styles.row}>
        <span className={styles.icon} data-tone={tone}>
          <Icon
            size={20}
            strokeWidth={2}
            className={classes(tone === 'transient' && styles.spinning)}
            aria-hidden
          />
        </span>
        <div className={styles.text}>
          <output>
            <strong className={styles.title}>{title}</strong>{' '}
            <bdi className={hasIssue ? 'visually-hidden' : styles.hint} title={subtitle ?? undefined}>
              {subtitle ?? (hasIssue ? null : hint)}
            </bdi>
          </output>
          {hasIssue && since !== null && <Since at={since} now={now} />}
        </div>
        <div className={styles.actions}>
          {tone === 'dnd' && appState && <DndOffButton dnd={appState.doNotDisturb} />}
          <DndControl />
          <MainMenu onOpenPage={onOpenPage} />
        </div>
      </div>
      {hasIssue && <IssueDetails status={status} onOpenSettings={onOpenSettings} onTestRing={onTestRing} />}
    </header>
  )
}

/** "Do not disturb" replaces "You can be reached". A problem takes precedence over both. */
function withDnd(status: StatusBanner, dnd: DoNotDisturb | null, now: Timestamp): HeaderStatus {
  if (!dnd || !showsDnd(status, dnd)) return status
  return { ...status, tone: 'dnd', title: t('dnd.title'), subtitle: dndStatusText(dnd, now) }
}

/** Beside what is announced, not in it: nobody wants to hear every minute that another one has passed. */
function Since({ at, now }: { readonly at: Timestamp; readonly now: Timestamp }) {
  return (
    <p className={styles.hint}>
      <MessageParts
        parts={messageParts('reachability.since', {
          time: <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>,
          lasting: lastingText(now - at),
        })}
      />
    </p>
  )
}
