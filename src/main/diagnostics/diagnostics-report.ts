import type { AppState } from '../../shared/ipc/app-state.ts'
import type { EndedCall, Phone, Timestamp } from '../../shared/domain/phone.ts'
import type { NotifierCapabilities } from '../notifications/notifier.ts'

/** What the report is about. It holds no secret and no name of a caller. */
export interface DiagnosticsFacts {
  readonly at: Timestamp
  /** Versions and names of the program and the system, in the order in which they are listed. */
  readonly environment: Readonly<Record<string, string>>
  readonly phone: Phone
  readonly appState: AppState
  readonly notifications: NotifierCapabilities | null
  /** The state of the microphone permission as the system and Chromium report it. */
  readonly microphone: string
}

/** Ended calls listed in the report. */
const MAX_CALLS = 50

/** The report as text, one fact a line. Numbers are masked later, with those of the log. */
export function diagnosticsReport(facts: DiagnosticsFacts): string {
  const { at, environment, phone, appState, notifications, microphone } = facts
  const { registration } = phone
  const { reachability, doNotDisturb, ringSettings, storage, updates, linkHandler } = appState
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Environment', [`Time: ${iso(at)}`, ...pairs(environment)]],
    [
      'Connection',
      [
        `Kind: ${connectionText(appState.connection)}`,
        `Registration: ${registration.state}${'reason' in registration ? ` (${registration.reason})` : ''}, since ${iso(registration.since)}`,
        ...('detail' in registration && registration.detail !== null
          ? [`Detail: ${registration.detail}`]
          : []),
        `Reachability: ${reachability.status}, issue: ${reachability.issue ?? 'none'}, since ${iso(reachability.since)}`,
      ],
    ],
    [
      'Alerting',
      [
        `Notifications: ${notifications === null ? 'no server' : `${notifications.server}, buttons visible: ${String(notifications.buttons)}`}`,
        `Do not disturb: ${doNotDisturb.until === null ? 'off' : doNotDisturb.mode}, system: ${doNotDisturb.system}`,
        `Ring devices: ${ringSettings.devices.length === 0 ? 'system default' : String(ringSettings.devices.length)}`,
        `Microphone permission: ${microphone}`,
      ],
    ],
    [
      'Program',
      [
        `Storage: ${JSON.stringify(storage)}`,
        `Updates: ${JSON.stringify(updates)}`,
        `Phone links: ${JSON.stringify(linkHandler)}`,
        `Chromium sandbox missing: ${String(appState.lacksSandbox)}`,
      ],
    ],
    [
      `Calls in progress (${phone.calls.length})`,
      phone.calls.map(
        (call) => `${iso(call.startedAt)} ${call.sid ?? 'no CallSid'} ${call.direction} ${call.state}`,
      ),
    ],
    [
      `Recent calls (${Math.min(MAX_CALLS, appState.recents.length)} of ${appState.recents.length})`,
      appState.recents.slice(0, MAX_CALLS).map(endedText),
    ],
  ]
  return sections
    .map(([title, lines]) => [title, '-'.repeat(title.length), ...lines, ''].join('\n'))
    .join('\n')
}

function endedText({
  startedAt,
  endedAt,
  connectedAt,
  sid,
  direction,
  party,
  endReason,
  detail,
}: EndedCall): string {
  const address = party.kind === 'number' ? party.address : party.kind
  const talk = connectedAt === null ? 'not connected' : `connected ${endedAt - connectedAt} ms`
  return `${iso(startedAt)} ${sid ?? 'no CallSid'} ${direction} ${address} ${endReason}, ${talk}${detail === null ? '' : `, ${detail}`}`
}

/** The origin only: a path or query may identify a person or hold a secret. */
function connectionText(connection: AppState['connection']): string {
  if (connection.kind !== 'team') return connection.kind
  return `team, ${URL.canParse(connection.url) ? new URL(connection.url).origin : 'an invalid address'}`
}

function pairs(record: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(record).map(([name, value]) => `${name}: ${value}`)
}

function iso(at: Timestamp): string {
  return new Date(at).toISOString()
}
