import type { AppState } from '../../../src/shared/ipc/contract.ts'

/** Everything main knows, on a quiet practice line where all is well, but for the given parts. */
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
