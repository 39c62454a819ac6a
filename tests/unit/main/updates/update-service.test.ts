import { describe, expect, test } from 'vitest'
import { createUpdateService, type UpdateServiceDeps } from '../../../../src/main/updates/update-service.ts'
import { UpdateError, type Offer, type Updater } from '../../../../src/main/updates/updater.ts'
import type { UpdateChannel, Updates } from '../../../../src/shared/ipc/contract.ts'
import { aLiveCall, createMainState } from '../../../support/state/main-state.ts'
import { createFakeClock } from '../../../support/fakes/fake-clock.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const UPDATE: Offer = { kind: 'update', version: '2.0.0' }
const READY = { status: 'ready', version: '2.0.0', install: 'restart' }

/** The test controls the offered update and the end of the download. */
function setUp(parts: Partial<UpdateServiceDeps> & { install?: Updater['install'] } = {}) {
  const fakeClock = createFakeClock()
  const mainState = createMainState(fakeClock.clock)
  const actions: string[] = []
  const told: Updates[] = []
  const log = createMemoryLog()
  const settings: { channel: UpdateChannel } = { channel: 'latest' }
  const feed: { offer: Offer | Error; finish: Error | null } = { offer: { kind: 'none' }, finish: null }
  let endDownload: (error?: Error) => void = () => {}
  const updater: Updater = {
    install: parts.install ?? 'restart',
    async check(channel) {
      actions.push(`check ${channel}`)
      if (feed.offer instanceof Error) throw feed.offer
      return feed.offer
    },
    download(onProgress, signal) {
      actions.push('download')
      for (const percent of [3, 12, 14, 100]) onProgress(percent)
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('cancelled')))
        endDownload = (error) => (error ? reject(error) : resolve())
      })
    },
    async installDownloaded(restart) {
      actions.push(restart ? 'install and restart' : 'install')
      if (feed.finish) throw feed.finish
    },
  }
  const keeper = createUpdateService({
    policy: { updates: 'on', managed: false },
    unavailableReason: null,
    load: async () => {
      actions.push('load')
      return updater
    },
    settings,
    replica: mainState.replica,
    onChange: (updates) => told.push(updates),
    quit: () => actions.push('quit'),
    relaunch: () => actions.push('relaunch'),
    timers: fakeClock.timers,
    clock: fakeClock.clock,
    random: () => 0.5,
    log,
    ...parts,
  })
  return {
    ...keeper,
    fakeClock,
    feed,
    actions,
    told,
    log,
    settings,
    state: () => told.at(-1)?.state,
    look: async () => {
      keeper.handlers['check-updates']()
      await flushPromises()
    },
    downloaded: async (error?: Error) => {
      endDownload(error)
      await flushPromises()
    },
    call: async (...ids: string[]) => {
      mainState.snapshot({ calls: ids.map((id) => aLiveCall(id, 'connected')) })
      await flushPromises()
    },
  }
}

async function setUpReady(parts: Parameters<typeof setUp>[0] = {}) {
  const all = setUp(parts)
  all.feed.offer = UPDATE
  await all.look()
  await all.downloaded()
  expect(all.state()).toEqual(READY)
  all.actions.length = 0
  return all
}

describe('the update check', () => {
  test('starts minutes after startup, repeats every few hours, and loads nothing before', async () => {
    const { fakeClock, actions, state } = setUp()
    await fakeClock.advance(4 * MINUTE)
    expect(actions).toEqual([])
    await fakeClock.advance(2 * MINUTE)
    expect(actions).toEqual(['load', 'check latest'])
    expect(state()).toMatchObject({ status: 'current', skipped: null })
    await fakeClock.advance(6.25 * HOUR)
    expect(actions).toEqual(['load', 'check latest', 'check latest'])
  })

  test('reports an update that is offered and not installed', async () => {
    const { look, feed, state } = setUp()
    feed.offer = { kind: 'passed-over', version: '0.0.9', why: 'older' }
    await look()
    expect(state()).toMatchObject({ status: 'current', skipped: { version: '0.0.9', why: 'older' } })
  })

  test('reports a failure, and is retried sooner', async () => {
    const { look, feed, state, fakeClock, log } = setUp()
    feed.offer = new UpdateError('wrong-signature', 'latest.yml is not ours.')
    await look()
    expect(state()).toMatchObject({ status: 'refused', why: 'wrong-signature', version: null })
    expect(log.lines).toEqual(['No update: latest.yml is not ours.'])
    feed.offer = { kind: 'none' }
    await fakeClock.advance(1.25 * HOUR)
    expect(state()).toMatchObject({ status: 'current' })
  })

  test('uses the selected channel from then on', async () => {
    const { handlers, look, settings, actions, told } = setUp()
    expect(handlers['set-update-channel']({ channel: 'beta' })).toEqual({ ok: true })
    expect(settings.channel).toBe('beta')
    expect(told.at(-1)).toMatchObject({ channel: 'beta' })
    await look()
    expect(actions).toContain('check beta')
  })

  test('does not start during a check, during a download, or when an update is ready', async () => {
    const { handlers, look, feed, actions, downloaded, call } = setUp()
    feed.offer = UPDATE
    handlers['check-updates']()
    await look()
    await look()
    await call('1')
    await look()
    await call()
    await downloaded()
    await look()
    expect(actions).toEqual(['load', 'check latest', 'download', 'download'])
  })

  test('discards a found update when the channel changes, but not a download or a ready update', async () => {
    const { handlers, look, feed, state, downloaded } = setUp()
    const choose = (channel: UpdateChannel) => handlers['set-update-channel']({ channel })
    await look()
    expect(state()).toMatchObject({ status: 'current', checkedAt: expect.any(Number) })
    choose('beta')
    expect(state()).toEqual({ status: 'current', checkedAt: null, skipped: null })
    feed.offer = UPDATE
    await look()
    choose('latest')
    expect(state()).toMatchObject({ status: 'downloading' })
    await downloaded()
    choose('beta')
    expect(state()).toEqual(READY)
  })

  test.each([
    [{ policy: { updates: 'off', managed: true } }, 'policy'],
    [{ policy: { updates: 'off', managed: true, problem: 'it should be an object' } }, 'policy-unreadable'],
    [{ unavailableReason: 'not-signed' }, 'not-signed'],
    [{ unavailableReason: 'from-sources' }, 'from-sources'],
  ] as const)('is off with %j', async (parts, why) => {
    const { look, state, fakeClock, actions, handlers } = setUp(parts)
    expect(state()).toEqual({ status: 'off', why })
    await look()
    await fakeClock.advance(48 * HOUR)
    expect(actions).toEqual([])
    expect(handlers['check-updates']()).toEqual({ ok: false, problem: 'Updates are off here.' })
  })

  test('keeps the channel that an administrator has set', async () => {
    const { handlers, look, actions, told } = setUp({
      policy: { updates: 'on', managed: true, channel: 'beta' },
    })
    expect(handlers['set-update-channel']({ channel: 'latest' })).toMatchObject({ ok: false })
    await look()
    expect(actions).toContain('check beta')
    expect(told.at(-1)).toMatchObject({ channel: 'beta', managed: true, channelFixed: true })
  })
})

describe('a found update', () => {
  test('is downloaded with progress, and then waits', async () => {
    const { look, feed, told, downloaded, fakeClock } = setUp()
    feed.offer = UPDATE
    await look()
    const steps = told.flatMap(({ state }) => (state.status === 'downloading' ? [state.percent] : []))
    expect(steps).toEqual([0, 10, 100])
    await downloaded()
    expect(told.at(-1)?.state).toEqual(READY)
    expect(fakeClock.due, 'nobody looks any further').toEqual([])
  })

  test('is not downloaded during a call, and a call interrupts the download', async () => {
    const { look, feed, actions, state, call, downloaded } = setUp()
    feed.offer = UPDATE
    await call('1')
    await look()
    expect(state()).toEqual({ status: 'waiting', version: '2.0.0' })
    expect(actions).not.toContain('download')
    await call()
    expect(state()).toMatchObject({ status: 'downloading' })
    await call('2')
    expect(state()).toEqual({ status: 'waiting', version: '2.0.0' })
    await call()
    expect(actions.filter((action) => action === 'download')).toHaveLength(2)
    await downloaded()
    expect(state()).toEqual(READY)
  })

  test('that is damaged is rejected, and checked for again later', async () => {
    const { look, feed, state, downloaded, fakeClock } = setUp()
    feed.offer = UPDATE
    await look()
    await downloaded(new UpdateError('damaged', 'sha512'))
    expect(state()).toMatchObject({ status: 'refused', why: 'damaged', version: '2.0.0' })
    await fakeClock.advance(1.25 * HOUR)
    expect(state()).toMatchObject({ status: 'downloading' })
  })

  test('of a package that the system manages is only reported', async () => {
    const { look, feed, state, actions, handlers, installPending: finish } = setUp({ install: 'manual' })
    feed.offer = UPDATE
    await look()
    expect(state()).toEqual({ status: 'ready', version: '2.0.0', install: 'manual' })
    expect(handlers['install-update']()).toMatchObject({ ok: false })
    await finish()
    expect(actions).toEqual(['load', 'check latest'])
  })
})

describe('an update that is ready', () => {
  test('is installed when the user quits', async () => {
    const { installPending: finish, actions } = await setUpReady()
    await finish()
    expect(actions).toEqual(['install'])
  })

  test('is installed and started on request, but not during a call', async () => {
    const { handlers, installPending: finish, actions, call } = await setUpReady()
    await call('1')
    expect(handlers['install-update']()).toEqual({
      ok: false,
      problem: 'You are in a call. Restart after it.',
    })
    await call()
    expect(handlers['install-update']()).toEqual({ ok: true })
    await finish()
    expect(actions).toEqual(['quit', 'install and restart'])
  })

  test('is not installed when the computer shuts down', async () => {
    const { installPending: finish, cancelInstall, actions } = await setUpReady()
    cancelInstall()
    await finish()
    expect(actions).toEqual([])
  })

  test('that cannot be installed starts the present version again', async () => {
    const { handlers, installPending: finish, feed, actions, log } = await setUpReady()
    feed.finish = new UpdateError('damaged', 'The downloaded file has changed since.')
    handlers['install-update']()
    await finish()
    expect(actions).toEqual(['quit', 'install and restart', 'relaunch'])
    expect(log.lines.at(-1)).toBe('Version 2.0.0 is not installed: The downloaded file has changed since.')
  })
})

test('quitting during a download cancels the download', async () => {
  const { look, feed, installPending: finish, actions } = setUp()
  feed.offer = UPDATE
  await look()
  await finish()
  expect(actions).toEqual(['load', 'check latest', 'download'])
})
