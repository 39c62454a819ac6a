import type { DoNotDisturb } from '../ipc/app-state.ts'
import type { Timestamp } from '../domain/phone.ts'
import type { StatusBanner } from './reachability.ts'
import type { Message } from './calls.ts'
import { timeText } from './format.ts'
import { t } from './translate.ts'

/** How long do-not-disturb is to last. */
export type DndDuration = 'off' | 'hour' | 'tomorrow' | 'turned-off'

const MORNING_HOUR = 7

/** Until when, for a span chosen now. `tomorrow` is the next day at seven in the morning, local time. */
export function dndUntil(duration: DndDuration, now: Timestamp): DoNotDisturb['until'] {
  switch (duration) {
    case 'off':
      return null
    case 'hour':
      return now + 3_600_000
    case 'tomorrow':
      return nextMorning(now)
    case 'turned-off':
      return 'turned-off'
  }
}

function nextMorning(now: Timestamp): Timestamp {
  const morning = new Date(now)
  morning.setDate(morning.getDate() + 1)
  morning.setHours(MORNING_HOUR, 0, 0, 0)
  return morning.getTime()
}

/** The span that a time chosen earlier belongs to. */
export function dndDurationOf(until: DoNotDisturb['until']): DndDuration {
  if (until === null) return 'off'
  if (until === 'turned-off') return 'turned-off'
  const at = new Date(until)
  const morning = at.getHours() === MORNING_HOUR && at.getMinutes() === 0 && at.getSeconds() === 0
  return morning && at.getMilliseconds() === 0 ? 'tomorrow' : 'hour'
}

type UntilKind = 'time' | 'tomorrow' | 'turned-off'

/** The kind of the end, and its time of day; null while it is off. */
function untilParts(until: DoNotDisturb['until'], now: Timestamp, locale?: string) {
  if (until === null) return null
  if (until === 'turned-off') return { kind: until, time: '' }
  const kind: UntilKind =
    new Date(until).toDateString() === new Date(now).toDateString() ? 'time' : 'tomorrow'
  return { kind, time: timeText(until, locale) }
}

/** "until 15:30", "until tomorrow at 07:00", "until you turn it off"; empty while it is off. `locale`: BCP 47. */
export function untilText(until: DoNotDisturb['until'], now: Timestamp, locale?: string): string {
  const end = untilParts(until, now, locale)
  return end ? t(`dnd.until.${end.kind}`, { time: end.time }) : ''
}

/** The same as a sentence, followed by what callers hear; empty while it is off. */
export function dndStatusText({ until, mode }: Pick<DoNotDisturb, 'until' | 'mode'>, now: Timestamp): string {
  const end = untilParts(until, now)
  return end ? t(`dnd.status.${mode}.${end.kind}`, { time: end.time }) : ''
}

/** The message while it is on, here or in the system; null while it is off. */
export function dndMessage(dnd: DoNotDisturb, now: Timestamp, locale?: string): Message | null {
  if (dnd.until !== null) {
    return {
      title: t('dnd.title.until', { until: untilText(dnd.until, now, locale) }),
      hint: t(`dnd.hint.${dnd.mode}`),
    }
  }
  if (dnd.system === 'on') return { title: t('dnd.system.title'), hint: t('dnd.system.hint') }
  return null
}

/**
 * Whether the status line shows "Do not disturb" instead of the reachability. If calls cannot arrive, or not properly, it shows
 * that, and a line below shows "Do not disturb".
 */
export function showsDnd(
  { tone }: Pick<StatusBanner, 'tone'>,
  { until }: Pick<DoNotDisturb, 'until'>,
): boolean {
  return until !== null && (tone === 'confirmed' || tone === 'pending')
}
