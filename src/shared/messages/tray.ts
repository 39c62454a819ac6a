import type { AppState } from '../ipc/app-state.ts'
import { connectedCall, ringingCalls, type Phone, type Timestamp } from '../domain/phone.ts'
import { unseenMissedCount, isDndOn } from '../domain/selectors.ts'
import { dndMessage } from './do-not-disturb.ts'
import { statusBanner } from './reachability.ts'
import { t } from './translate.ts'

/** Each has a picture in build/tray that is told apart by its shape. */
const TRAY_ICONS = ['reachable', 'degraded', 'unreachable', 'dnd', 'ringing', 'call'] as const
export type TrayIcon = (typeof TRAY_ICONS)[number]

export interface TrayView {
  readonly icon: TrayIcon
  /** What is so now, in one line: also what a screen reader says. */
  readonly tooltip: string
}

/** What the tray shows: what goes on first, then whether a call would arrive and be heard, and what was missed. */
export function trayView(
  phone: Phone,
  appState: Pick<AppState, 'reachability' | 'doNotDisturb' | 'recents'>,
  now: Timestamp,
): TrayView {
  const { tone, title } = statusBanner(phone.registration, appState.reachability, now)
  const missed = unseenMissedCount(appState.recents)
  const said = [
    callStatus(phone),
    title,
    tone === 'degraded' ? t('reachability.calls-still-arrive') : undefined,
    dndMessage(appState.doNotDisturb, now)?.title,
    missed === 0 ? undefined : t('tray.missed', { count: missed }),
  ]
  return {
    icon: iconFor(
      phone,
      appState,
      tone === 'confirmed' || tone === 'pending'
        ? 'reachable'
        : tone === 'degraded'
          ? 'degraded'
          : 'unreachable',
    ),
    tooltip: t('tray.tooltip', { status: said.filter((text) => text !== undefined).join(' · ') }),
  }
}

function iconFor(
  phone: Phone,
  { doNotDisturb }: Pick<AppState, 'doNotDisturb'>,
  reach: 'reachable' | 'degraded' | 'unreachable',
): TrayIcon {
  if (connectedCall(phone)) return 'call'
  if (ringingCalls(phone).length > 0) return 'ringing'
  // Unreachable takes precedence over do not disturb.
  return isDndOn(doNotDisturb) && reach !== 'unreachable' ? 'dnd' : reach
}

function callStatus(phone: Phone): string | undefined {
  if (connectedCall(phone)) return t('tray.in-call')
  return ringingCalls(phone).length > 0 ? t('call.incoming') : undefined
}
