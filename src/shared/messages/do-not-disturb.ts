import type { DoNotDisturb } from '../ipc/app-state.ts'
import type { Timestamp } from '../domain/phone.ts'
import type { StatusBanner } from './reachability.ts'
import type { Message } from './calls.ts'

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

/** "until 15:30", "until tomorrow at 07:00", "until you turn it off"; empty while it is off. `locale`: BCP 47. */
export function untilText(until: DoNotDisturb['until'], now: Timestamp, locale?: string): string {
  if (until === null) return ''
  if (until === 'turned-off') return 'until you turn it off'
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(until)
  return new Date(until).toDateString() === new Date(now).toDateString()
    ? `until ${time}`
    : `until tomorrow at ${time}`
}

/** What is so while it is on; null while the person is to be disturbed. */
export function dndMessage(quiet: DoNotDisturb, now: Timestamp, locale?: string): Message | null {
  if (quiet.until !== null) {
    return {
      title: `Do not disturb ${untilText(quiet.until, now, locale)}`,
      hint: quiet.mode === 'busy' ? 'Callers hear busy.' : 'Calls ring here without a sound.',
    }
  }
  if (quiet.system === 'on') {
    return {
      title: 'This computer is set to do not disturb',
      hint: 'Calls are shown here, but ring without a sound.',
    }
  }
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
