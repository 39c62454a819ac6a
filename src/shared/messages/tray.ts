import type { House } from '../ipc/app-state.ts'
import { openCall, ringingCalls, type Phone, type Timestamp } from '../domain/phone.ts'
import { badgeFor, isQuiet } from '../domain/selectors.ts'
import { quietWords } from './do-not-disturb.ts'
import { standing } from './reachability.ts'

/** Each has a picture in build/tray that is told apart by its shape. */
export const TRAY_ICONS = ['yes', 'partly', 'no', 'quiet', 'ringing', 'call'] as const
export type TrayIcon = (typeof TRAY_ICONS)[number]

export interface TrayView {
  readonly icon: TrayIcon
  /** What is so now, in one line: also what a screen reader says. */
  readonly tooltip: string
}

/** What the tray shows: what goes on first, then whether a call would arrive and be heard, and what was missed. */
export function trayFor(
  phone: Phone,
  house: Pick<House, 'reach' | 'quiet' | 'recents'>,
  now: Timestamp,
): TrayView {
  const { tone, title } = standing(phone.line, house.reach, now)
  const missed = badgeFor(house.recents)
  const said = [
    going(phone),
    title,
    tone === 'partly' ? 'Calls still arrive' : undefined,
    quietWords(house.quiet, now)?.title,
    missed === 0 ? undefined : missed === 1 ? '1 missed call' : `${missed} missed calls`,
  ]
  return {
    icon: iconFor(
      phone,
      house,
      tone === 'sure' || tone === 'hopeful' ? 'yes' : tone === 'partly' ? 'partly' : 'no',
    ),
    tooltip: `Offhook: ${said.filter((words) => words !== undefined).join(' · ')}`,
  }
}

function iconFor(phone: Phone, { quiet }: Pick<House, 'quiet'>, reach: 'yes' | 'partly' | 'no'): TrayIcon {
  if (openCall(phone)) return 'call'
  if (ringingCalls(phone).length > 0) return 'ringing'
  // Whoever cannot be reached at all should see that first.
  return isQuiet(quiet) && reach !== 'no' ? 'quiet' : reach
}

function going(phone: Phone): string | undefined {
  if (openCall(phone)) return 'In a call'
  return ringingCalls(phone).length > 0 ? 'Incoming call' : undefined
}
