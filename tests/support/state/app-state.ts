import type { AppState } from '../../../src/shared/ipc/contract.ts'

/** The app state of an idle practice connection without faults. `parts` replace its defaults. */
export function anAppState(parts: Partial<AppState> = {}): AppState {
  return {
    connection: { kind: 'practice', numbers: [] },
    reachability: { status: 'reachable', issue: null, since: 0 },
    doNotDisturb: { until: null, mode: 'silent', system: 'off' },
    ringSettings: { devices: [] },
    recents: [],
    selfTest: null,
    linkHandler: { opens: 'none', change: 'here', platform: 'linux' },
    updates: {
      channel: 'latest',
      managed: false,
      channelFixed: false,
      state: { status: 'current', checkedAt: null, skipped: null },
    },
    storage: { folder: '/home/maria/.config/Offhook', problem: null, damaged: [] },
    lacksSandbox: false,
    ...parts,
  }
}
