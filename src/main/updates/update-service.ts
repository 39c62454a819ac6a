import type { Channel, Done, Updates, UpdateState } from '../../shared/ipc/contract.ts'
import type { Phone, Timestamp } from '../../shared/domain/phone.ts'
import { updateRefusals } from '../../shared/messages/updates.ts'
import { reasonOf, type Log } from '../lib/log.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import type { UpdatePolicy } from './policy.ts'
import { UpdateRefused, type Updater } from './updater.ts'

/** Milliseconds. Each is stretched by up to half, so that not everybody comes at once. */
const FIRST_CHECK_MS = 4 * 60_000
const NEXT_CHECK_MS = 5 * 3_600_000
const AFTER_TROUBLE_MS = 3_600_000

export interface KeepUpdatedEdges {
  readonly policy: UpdatePolicy
  /** Why this build cannot be updated at all, or null. */
  readonly unable: 'not-signed' | 'from-sources' | null
  /** Gets the updater ready; not before it is needed. */
  readonly load: () => Promise<Updater>
  readonly settings: Pick<Settings, 'channel'>
  readonly replica: { readonly phone: Phone; subscribe(listener: () => void): unknown }
  /** Tells the window. */
  readonly onChange: (updates: Updates) => void
  readonly quit: () => void
  /** Starts this version again, once it has quit. */
  readonly relaunch: () => void
  readonly timers: Timers
  readonly clock: () => Timestamp
  readonly random: () => number
  readonly log: Log
}

export interface KeepUpdated {
  readonly answers: {
    'set-channel'(request: { readonly channel: Channel }): Done
    'check-updates'(): Done
    'install-update'(): Done
  }
  /** The last thing before the program ends: installs what is ready. Never rejects. */
  readonly finish: () => Promise<void>
  /** The computer shuts down: nothing is installed in its last seconds. */
  readonly leaveIt: () => void
}

/** Looks for updates now and then, fetches them while nobody is in a call, and installs them when the person is done. */
export function keepUpdated(edges: KeepUpdatedEdges): KeepUpdated {
  const { policy, unable, settings, replica, timers, clock, random, log } = edges
  const isOff = policy.updates === 'off' || unable !== null
  let state: UpdateState = isOff ? { is: 'off', why: whyOff(edges) } : NOTHING_KNOWN
  let loaded: Promise<Updater> | undefined
  let callOff = () => {}
  let fetching: AbortController | undefined
  let restarts = false
  let leaves = false
  let ends = false

  const channel = () => policy.channel ?? settings.channel
  const inCall = () => replica.phone.calls.length > 0
  const become = (next: UpdateState) => {
    state = next
    edges.onChange({
      channel: channel(),
      managed: policy.managed,
      channelFixed: policy.channel !== undefined,
      state,
    })
  }
  const isBusy = () => state.is === 'checking' || state.is === 'downloading' || state.is === 'waiting'

  const checkAfter = (ms: number) => {
    callOff()
    callOff = timers.after(ms * (1 + random() / 2), () => void check())
  }

  const refuse = (error: unknown, version: string | null) => {
    const why = error instanceof UpdateRefused ? error.why : 'unreachable'
    log.warn(`No update: ${reasonOf(error)}`)
    become({ is: 'refused', why, version, at: clock() })
    checkAfter(AFTER_TROUBLE_MS)
  }

  const check = async () => {
    if (isOff || isBusy() || (state.is === 'ready' && state.install === 'restart')) return
    become({ is: 'checking' })
    checkAfter(NEXT_CHECK_MS)
    try {
      const updater = await (loaded ??= edges.load())
      const offer = await updater.check(channel())
      if (offer.kind === 'update' && updater.install === 'by-hand') {
        become({ is: 'ready', version: offer.version, install: 'by-hand' })
      } else if (offer.kind === 'update') {
        become({ is: 'waiting', version: offer.version })
        await fetchIt(updater, offer.version)
      } else {
        const passedOver = offer.kind === 'passed-over' ? { version: offer.version, why: offer.why } : null
        become({ is: 'current', checkedAt: clock(), passedOver })
      }
    } catch (error) {
      // What could not be loaded may be the next time.
      if (!(error instanceof UpdateRefused)) loaded = undefined
      refuse(error, null)
    }
  }

  const fetchLater = async (updater: Promise<Updater>, version: string) => {
    const ready = await updater
    if (state.is === 'waiting' && !fetching) await fetchIt(ready, version)
  }

  const fetchIt = async (updater: Updater, version: string) => {
    if (inCall() || ends) return
    const stop = new AbortController()
    fetching = stop
    become({ is: 'downloading', version, percent: 0 })
    try {
      await updater.download((percent) => {
        // In steps: each is a message to the window.
        const step = Math.floor(percent / 10) * 10
        if (state.is === 'downloading' && step > state.percent) become({ ...state, percent: step })
      }, stop.signal)
      become({ is: 'ready', version, install: 'restart' })
      callOff()
    } catch (error) {
      if (stop.signal.aborted) become({ is: 'waiting', version })
      else refuse(error, version)
    } finally {
      fetching = undefined
    }
    if (state.is === 'waiting') await fetchIt(updater, version)
  }

  replica.subscribe(() => {
    if (inCall()) fetching?.abort()
    else if (state.is === 'waiting' && !fetching && loaded) void fetchLater(loaded, state.version)
  })

  become(state)
  if (policy.broken !== undefined) log.error(`The policy for updates cannot be followed: ${policy.broken}.`)
  if (!isOff) checkAfter(FIRST_CHECK_MS)

  return {
    answers: {
      'set-channel'({ channel: chosen }) {
        if (policy.channel !== undefined) return refusal('managed')
        settings.channel = chosen
        if (state.is === 'checking' || state.is === 'off') become(state)
        else if (!fetching && !(state.is === 'ready' && state.install === 'restart')) become(NOTHING_KNOWN)
        else become(state)
        return { ok: true }
      },
      'check-updates'() {
        if (isOff) return refusal('off')
        void check()
        return { ok: true }
      },
      'install-update'() {
        if (state.is !== 'ready' || state.install !== 'restart') return refusal('nothing-ready')
        if (inCall()) return refusal('in-call')
        restarts = true
        edges.quit()
        return { ok: true }
      },
    },
    async finish() {
      ends = true
      callOff()
      fetching?.abort()
      if (state.is !== 'ready' || state.install !== 'restart' || leaves) return
      const { version } = state
      try {
        const updater = await loaded
        await updater?.finish(restarts)
        log.info(`Version ${version} is installed.`)
      } catch (error) {
        log.error(`Version ${version} is not installed: ${reasonOf(error)}`)
        if (restarts) edges.relaunch()
      }
    },
    leaveIt() {
      leaves = true
    },
  }
}

const NOTHING_KNOWN: UpdateState = { is: 'current', checkedAt: null, passedOver: null }

const refusal = (why: keyof typeof updateRefusals): Done => ({ ok: false, problem: updateRefusals[why] })

function whyOff({ policy, unable }: KeepUpdatedEdges): Extract<UpdateState, { is: 'off' }>['why'] {
  if (policy.broken !== undefined) return 'policy-unreadable'
  if (policy.updates === 'off') return 'policy'
  return unable ?? 'not-signed'
}
