import type { House } from '../../../src/shared/ipc/contract.ts'

/** Everything main knows, on a quiet practice line where all is well, but for the given parts. */
export function anAppState(parts: Partial<House> = {}): House {
  return {
    line: { kind: 'practice', numbers: [] },
    reach: { verdict: 'yes', obstacle: null, since: 0 },
    quiet: { until: null, manner: 'silent', system: 'off' },
    ringing: { devices: [] },
    recents: [],
    ringTest: null,
    links: { opens: 'none', change: 'here', platform: 'linux' },
    updates: {
      channel: 'latest',
      managed: false,
      channelFixed: false,
      state: { is: 'current', checkedAt: null, passedOver: null },
    },
    storage: { folder: '/home/maria/.config/Offhook', problem: null, damaged: [] },
    lacksSandbox: false,
    ...parts,
  }
}
