import { detach } from '../../../../common/lib/detach.ts'
import type { HealthReport } from '../../../shared/ipc/contract.ts'
import type { PageLog } from '../../log.ts'
import { createWarnOnce } from '../warn-once.ts'

/** Whether a call would have a microphone. The check does not open one. */
export interface Microphone {
  readonly state: HealthReport['microphone']
  /** Changes when an input device is added, removed or replaced. */
  readonly devices: string
  /** Calls back when `state` or `devices` has changed; returns a function that unsubscribes. */
  watch(onChange: () => void): () => void
  /** Checks now, for example when the window got the focus. */
  check(): void
  /** Whether a call is in progress: then the check runs every second. */
  setInCall(inCall: boolean): void
}

/** The parts of the browser used here. */
export interface MicrophoneDeps {
  readonly permissions: Pick<Permissions, 'query'>
  readonly devices: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>
  /** Runs `work` after `ms` milliseconds unless the returned function is called first. */
  readonly after: (ms: number, work: () => void) => () => void
  readonly log: Pick<PageLog, 'warn'>
}

type WarnOnce = ReturnType<typeof createWarnOnce>

/**
 * Chromium on Linux reports no change when PulseAudio or PipeWire adds or removes a source, as with a Bluetooth headset
 * (seen in 130). Events are hints; this interval is the guarantee.
 */
const POLL_MS = 5_000
const POLL_IN_CALL_MS = 1_000
/** An enumeration that takes longer than this is abandoned, so that the next one counts. */
const LOOK_TIMEOUT_MS = 10_000

/** Watches the permission and the input devices by events and by polling. */
export function watchMicrophone({ permissions, devices, after, log }: MicrophoneDeps): Microphone {
  const watchers = new Set<() => void>()
  const warnOnce = createWarnOnce(log)
  const check = () => detach(look(), log, 'The microphone could not be checked')
  let state: HealthReport['microphone'] = 'unknown'
  let known = ''
  let looks = 0
  let inCall = false
  let cancelPoll = () => {}
  let cancelTimeout: (() => void) | null = null

  async function look(): Promise<void> {
    looks += 1
    const mine = looks
    cancelTimeout?.()
    cancelTimeout = after(LOOK_TIMEOUT_MS, () => {
      cancelTimeout = null
    })
    const [denied, found] = await Promise.all([
      isDenied(permissions, warnOnce),
      inputDevices(devices, warnOnce),
    ])
    // Only the latest check counts: a device may be unplugged during an earlier one.
    if (mine !== looks) return
    cancelTimeout?.()
    cancelTimeout = null
    const missing = found !== null && found.length === 0
    const next = denied ? 'denied' : missing ? 'missing' : found === null ? 'unknown' : 'usable'
    const signature = found === null ? known : found.map((device) => JSON.stringify(device)).join()
    if (next === state && signature === known) return
    state = next
    known = signature
    for (const watcher of watchers) watcher()
  }

  function poll(): void {
    cancelPoll = after(inCall ? POLL_IN_CALL_MS : POLL_MS, () => {
      if (!cancelTimeout) check()
      poll()
    })
  }

  devices.addEventListener('devicechange', check)
  detach(followPermission(permissions, check), log, 'Changes of the permission are not reported')
  check()
  poll()

  return {
    get state() {
      return state
    },
    get devices() {
      return known
    },
    watch(onChange) {
      watchers.add(onChange)
      return () => {
        watchers.delete(onChange)
      }
    },
    check,
    setInCall(next) {
      if (next === inCall) return
      inCall = next
      cancelPoll()
      poll()
    },
  }
}

/** Whether the permission is denied; false if the browser cannot tell. Never rejects. */
async function isDenied(permissions: Pick<Permissions, 'query'>, warnOnce: WarnOnce): Promise<boolean> {
  try {
    return (await permissions.query({ name: 'microphone' })).state === 'denied'
  } catch (error) {
    warnOnce('The browser cannot tell the permission for the microphone:', error)
    return false
  }
}

async function followPermission(
  permissions: Pick<Permissions, 'query'>,
  onChange: () => void,
): Promise<void> {
  const permission = await permissions.query({ name: 'microphone' })
  permission.addEventListener('change', onChange)
}

/** Identifier and label of each input device; null if the browser does not report them. */
async function inputDevices(
  devices: Pick<MediaDevices, 'enumerateDevices'>,
  warnOnce: WarnOnce,
): Promise<readonly (readonly [id: string, group: string, label: string])[] | null> {
  try {
    const found = await devices.enumerateDevices()
    return found
      .filter(({ kind }) => kind === 'audioinput')
      .map(({ deviceId, groupId, label }) => [deviceId, groupId, label] as const)
  } catch (error) {
    warnOnce('The browser cannot list the microphones:', error)
    return null
  }
}
