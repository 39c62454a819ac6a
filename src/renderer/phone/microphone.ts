import type { Evidence } from '../../shared/contract.ts'

/** Whether a call could be spoken into. Finding out opens no microphone. */
export interface Microphone {
  readonly state: Evidence['microphone']
  /** Calls back when the state has changed; answers how to stop. */
  watch(onChange: () => void): () => void
}

/** The parts of the browser used here. */
export interface MicrophoneEdges {
  readonly permissions: Pick<Permissions, 'query'>
  readonly devices: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>
}

/** Follows permission and devices as they come and go. */
export function watchMicrophone({ permissions, devices }: MicrophoneEdges): Microphone {
  const watchers = new Set<() => void>()
  let state: Evidence['microphone'] = 'unknown'
  let denied = false
  let looks = 0

  async function look(): Promise<void> {
    looks += 1
    const mine = looks
    const found = await devices.enumerateDevices().catch(() => null)
    // Only the latest look counts: plugs are pulled while an earlier one is under way.
    if (mine !== looks) return
    const missing = found !== null && !found.some(({ kind }) => kind === 'audioinput')
    const next = denied ? 'denied' : missing ? 'missing' : found === null ? 'unknown' : 'usable'
    if (next === state) return
    state = next
    for (const watcher of watchers) watcher()
  }

  async function askPermission(): Promise<void> {
    const permission = await permissions.query({ name: 'microphone' })
    const follow = (): void => {
      denied = permission.state === 'denied'
      void look()
    }
    permission.addEventListener('change', follow)
    follow()
  }

  devices.addEventListener('devicechange', () => void look())
  // A browser that cannot say leaves it to the devices.
  askPermission().catch(() => void look())

  return {
    get state() {
      return state
    },
    watch(onChange) {
      watchers.add(onChange)
      return () => void watchers.delete(onChange)
    },
  }
}
