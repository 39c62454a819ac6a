import type { UpdateChannel, ActionResult, Updates, UpdateState } from '../../shared/ipc/contract.ts'
import type { Phone, Timestamp } from '../../shared/domain/phone.ts'
import { updateErrorMessage } from '../../shared/messages/updates.ts'
import { disposeAll, type Disposable } from '../lib/disposable.ts'
import { errorMessage, type Log } from '../lib/log.ts'
import type { Settings } from '../settings/settings.ts'
import type { Timers } from '../lib/timers.ts'
import type { UpdatePolicy } from './policy.ts'
import { UpdateError, type Updater } from './updater.ts'

/** Milliseconds. Each is extended by up to half at random, so that installations do not check at the same time. */
const FIRST_CHECK_MS = 4 * 60_000
const NEXT_CHECK_MS = 5 * 3_600_000
const RETRY_AFTER_ERROR_MS = 3_600_000

export interface UpdateServiceDeps {
  readonly policy: UpdatePolicy
  /** Why this build cannot be updated at all, or null. */
  readonly unavailableReason: 'not-signed' | 'from-sources' | null
  /** Loads the updater. Called when it is needed for the first time. */
  readonly load: () => Promise<Updater>
  readonly settings: Pick<Settings, 'channel'>
  readonly replica: { readonly phone: Phone; subscribe(listener: () => void): () => void }
  /** Called with each new state. */
  readonly onChange: (updates: Updates) => void
  readonly quit: () => void
  /** Starts this version again, once it has quit. */
  readonly relaunch: () => void
  readonly timers: Timers
  readonly clock: () => Timestamp
  readonly random: () => number
  readonly log: Log
}

export interface UpdateService extends Disposable {
  readonly handlers: {
    'set-update-channel'(request: { readonly channel: UpdateChannel }): ActionResult
    'check-updates'(): ActionResult
    'install-update'(): ActionResult
  }
  /** Installs a downloaded update. The last step before the program ends. Never rejects. */
  readonly installPending: () => Promise<void>
  /** Prevents the installation at quit, for example because the computer shuts down. */
  readonly cancelInstall: () => void
}

/** Checks for updates regularly, downloads them outside calls, and installs them at quit. */
export function createUpdateService(deps: UpdateServiceDeps): UpdateService {
  const { policy, unavailableReason, settings, replica, timers, clock, random, log } = deps
  const isOff = policy.updates === 'off' || unavailableReason !== null
  let state: UpdateState = isOff ? { status: 'off', why: offReason(deps) } : UNCHECKED
  let loaded: Promise<Updater> | undefined
  let cancelCheck = () => {}
  let currentDownload: AbortController | undefined
  let restarts = false
  let isInstallCanceled = false
  let isEnding = false

  const channel = () => policy.channel ?? settings.channel
  const inCall = () => replica.phone.calls.length > 0
  const setState = (next: UpdateState) => {
    state = next
    deps.onChange({
      channel: channel(),
      managed: policy.managed,
      channelFixed: policy.channel !== undefined,
      state,
    })
  }
  const isBusy = () =>
    state.status === 'checking' || state.status === 'downloading' || state.status === 'waiting'

  const checkAfter = (ms: number) => {
    cancelCheck()
    cancelCheck = timers.after(ms * (1 + random() / 2), () => void check())
  }

  const refuse = (error: unknown, version: string | null) => {
    const why = error instanceof UpdateError ? error.why : 'unreachable'
    log.warn(`No update: ${errorMessage(error)}`)
    setState({ status: 'refused', why, version, at: clock() })
    checkAfter(RETRY_AFTER_ERROR_MS)
  }

  const check = async () => {
    if (isOff || isBusy() || (state.status === 'ready' && state.install === 'restart')) return
    setState({ status: 'checking' })
    checkAfter(NEXT_CHECK_MS)
    try {
      const updater = await (loaded ??= deps.load())
      const offer = await updater.check(channel())
      if (offer.kind === 'update' && updater.install === 'manual') {
        setState({ status: 'ready', version: offer.version, install: 'manual' })
      } else if (offer.kind === 'update') {
        setState({ status: 'waiting', version: offer.version })
        await download(updater, offer.version)
      } else {
        const passedOver = offer.kind === 'passed-over' ? { version: offer.version, why: offer.why } : null
        setState({ status: 'current', checkedAt: clock(), skipped: passedOver })
      }
    } catch (error) {
      // Loading may succeed the next time.
      if (!(error instanceof UpdateError)) loaded = undefined
      refuse(error, null)
    }
  }

  const downloadLater = async (updater: Promise<Updater>, version: string) => {
    const ready = await updater
    if (state.status === 'waiting' && !currentDownload) await download(ready, version)
  }

  const download = async (updater: Updater, version: string) => {
    if (inCall() || isEnding) return
    const stop = new AbortController()
    currentDownload = stop
    setState({ status: 'downloading', version, percent: 0 })
    try {
      await updater.download((percent) => {
        // In steps of ten, because each is a message to the window.
        const step = Math.floor(percent / 10) * 10
        if (state.status === 'downloading' && step > state.percent) setState({ ...state, percent: step })
      }, stop.signal)
      setState({ status: 'ready', version, install: 'restart' })
      cancelCheck()
    } catch (error) {
      if (stop.signal.aborted) setState({ status: 'waiting', version })
      else refuse(error, version)
    } finally {
      currentDownload = undefined
    }
    if (state.status === 'waiting') await download(updater, version)
  }

  const unsubscribe = replica.subscribe(() => {
    if (inCall()) currentDownload?.abort()
    else if (state.status === 'waiting' && !currentDownload && loaded)
      void downloadLater(loaded, state.version)
  })

  setState(state)
  if (policy.problem !== undefined) log.error(`The policy for updates cannot be followed: ${policy.problem}.`)
  if (!isOff) checkAfter(FIRST_CHECK_MS)

  return {
    handlers: {
      'set-update-channel'({ channel: chosen }) {
        if (policy.channel !== undefined) return refusal('managed')
        settings.channel = chosen
        if (state.status === 'checking' || state.status === 'off') setState(state)
        else if (!currentDownload && !(state.status === 'ready' && state.install === 'restart'))
          setState(UNCHECKED)
        else setState(state)
        return { ok: true }
      },
      'check-updates'() {
        if (isOff) return refusal('off')
        void check()
        return { ok: true }
      },
      'install-update'() {
        if (state.status !== 'ready' || state.install !== 'restart') return refusal('nothing-ready')
        if (inCall()) return refusal('in-call')
        restarts = true
        deps.quit()
        return { ok: true }
      },
    },
    async installPending() {
      isEnding = true
      cancelCheck()
      currentDownload?.abort()
      if (state.status !== 'ready' || state.install !== 'restart' || isInstallCanceled) return
      const { version } = state
      try {
        const updater = await loaded
        await updater?.installDownloaded(restarts)
        log.info(`Version ${version} is installed.`)
      } catch (error) {
        log.error(`Version ${version} is not installed: ${errorMessage(error)}`)
        if (restarts) deps.relaunch()
      }
    },
    cancelInstall() {
      isInstallCanceled = true
    },
    dispose: disposeAll(unsubscribe, () => {
      isEnding = true
      cancelCheck()
      currentDownload?.abort()
    }),
  }
}

const UNCHECKED: UpdateState = { status: 'current', checkedAt: null, skipped: null }

const refusal = (why: Parameters<typeof updateErrorMessage>[0]): ActionResult => ({
  ok: false,
  problem: updateErrorMessage(why),
})

function offReason({
  policy,
  unavailableReason,
}: UpdateServiceDeps): Extract<UpdateState, { status: 'off' }>['why'] {
  if (policy.problem !== undefined) return 'policy-unreadable'
  if (policy.updates === 'off') return 'policy'
  return unavailableReason ?? 'not-signed'
}
