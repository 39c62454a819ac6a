import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { showBadge } from '../../../../src/main/desktop/badge.ts'
import { createCloseHandler, hideWindow } from '../../../../src/main/windows/close-handler.ts'
import { deferred } from '../../../../src/main/lib/deferred.ts'
import { keepAwakeDuringCalls } from '../../../../src/main/desktop/keep-awake.ts'
import { confirmQuitDuringCall } from '../../../../src/main/app/quit.ts'
import { aLiveCall, anEndedCall, createMainState } from '../../../support/state/main-state.ts'
import { flushPromises } from '../../../support/fakes/flush-promises.ts'
import { createFakeNotifier } from '../../../support/main/fake-notifier.ts'

describe('closing the window', () => {
  function setUp(platform: NodeJS.Platform, hasTray: boolean, isQuitting = false) {
    const notifier = createFakeNotifier()
    const settings = { backgroundHintShown: false }
    let opened = 0
    const onOpen = () => {
      opened += 1
    }
    const options = { platform, isQuitting: () => isQuitting, hasTray: () => hasTray, notifier, settings }
    const handler = createCloseHandler({ ...options, onOpen })
    return { close: () => handler.close(), notifier, settings, opened: () => opened }
  }

  test.each([
    ['linux', true, 'hide', 'tray'],
    ['linux', false, 'minimise', 'minimised'],
    ['win32', true, 'hide', 'tray'],
    ['darwin', false, 'hide', 'Dock'],
  ] as const)('on %s (tray: %s) it goes: %s, which is said once: %s', (platform, hasTray, instead, where) => {
    const { close, notifier, settings } = setUp(platform, hasTray)
    expect([close(), close()]).toEqual([instead, instead])
    expect(notifier.shows).toHaveLength(1)
    const [toast] = notifier.screen.values()
    expect(toast).toMatchObject({ kind: 'hint', title: 'Offhook keeps running', actions: [] })
    expect(toast?.body).toContain(where)
    expect(settings.backgroundHintShown).toBe(true)
  })

  test('closes the window without a hint while the app quits', () => {
    const { close, notifier } = setUp('linux', true, true)
    expect([close(), notifier.shows]).toEqual([null, []])
  })

  test.each([
    ['a window on the screen goes at once', false, ['hidden']],
    ['one that fills the screen gives it back first', true, ['full screen: false', 'hidden']],
  ] as const)('%s', (_what, full, expected) => {
    const steps: string[] = []
    const events = new EventEmitter()
    hideWindow({
      isFullScreen: () => full,
      setFullScreen(flag) {
        steps.push(`full screen: ${flag}`)
        expect(steps).not.toContain('hidden')
        events.emit('leave-full-screen')
      },
      hide: () => void steps.push('hidden'),
      once: (event, listener) => events.once(event, listener),
    })
    expect(steps).toEqual(expected)
  })

  test('shows the window when the hint is pressed', () => {
    const { close, notifier, opened } = setUp('linux', true)
    close()
    const [key = ''] = notifier.screen.keys()
    notifier.tell({ type: 'action', key, action: 'open', at: 1 })
    notifier.tell({ type: 'action', key: 'CA1', action: 'open', at: 1 })
    expect(opened()).toBe(1)
  })
})

describe('quitting', () => {
  function setUp(inCall: boolean) {
    const events = new EventEmitter()
    let answer = deferred<boolean>()
    let asked = 0
    let quits = 0
    const attempt = () => {
      let stays = false
      events.emit('before-quit', {
        preventDefault() {
          stays = true
        },
      })
      return stays ? 'stays' : 'goes'
    }
    const outcomes: string[] = []
    const over = deferred<void>()
    const quitting = confirmQuitDuringCall({
      app: {
        on: (event, listener) => events.on(event, listener),
        quit() {
          quits += 1
          outcomes.push(attempt())
        },
      },
      inCall: () => inCall,
      ask() {
        asked += 1
        answer = deferred<boolean>()
        return answer.promise
      },
      async hangUp() {
        outcomes.push('hung up')
        await over.promise
      },
    })
    const say = async (yes: boolean) => {
      answer.resolve(yes)
      await flushPromises()
    }
    return {
      quitting,
      attempt,
      say,
      fail: () => answer.reject(new Error('no dialog')),
      async hangUpDone() {
        over.resolve()
        await flushPromises()
      },
      outcomes,
      asked: () => asked,
      quits: () => quits,
    }
  }

  test('quits at once without a call', () => {
    const { quitting, attempt, asked } = setUp(false)
    expect([attempt(), asked(), quitting.isUnderWay]).toEqual(['goes', 0, true])
  })

  test('asks once during a call, and is cancelled when the user declines', async () => {
    const { quitting, attempt, say, asked, quits } = setUp(true)
    expect([attempt(), attempt(), asked()]).toEqual(['stays', 'stays', 1])
    await say(false)
    expect([quits(), quitting.isUnderWay]).toEqual([0, false])
    attempt()
    expect(asked()).toBe(2)
  })

  test('hangs up when the user agrees, and continues after the calls have ended', async () => {
    const on = setUp(true)
    on.attempt()
    await on.say(true)
    expect([on.outcomes, on.quitting.isUnderWay]).toEqual([['hung up'], false])
    await on.hangUpDone()
    expect([on.outcomes, on.quitting.isUnderWay]).toEqual([['hung up', 'goes'], true])
  })

  test('by a signal hangs up without a question, even while a question is open', async () => {
    const on = setUp(true)
    on.attempt()
    on.quitting.skipConfirmation()
    expect(on.attempt()).toBe('stays')
    await on.hangUpDone()
    expect([on.outcomes, on.asked()]).toEqual([['hung up', 'goes'], 1])
  })

  test('continues when the question cannot be shown, or the desktop session ends', async () => {
    const broken = setUp(true)
    broken.attempt()
    broken.fail()
    await broken.hangUpDone()
    expect(broken.outcomes).toEqual(['hung up', 'goes'])
    const ending = setUp(true)
    ending.quitting.onSessionEnd()
    expect([ending.attempt(), ending.asked(), ending.outcomes]).toEqual(['goes', 0, ['hung up']])
  })
})

test('the computer stays awake during calls only', () => {
  const { replica, snapshot } = createMainState()
  const actions: string[] = []
  keepAwakeDuringCalls({
    replica,
    blocker: {
      start(type) {
        actions.push(type)
        return 7
      },
      stop: (id) => actions.push(`stop ${id}`) > 0,
    },
  })
  snapshot({})
  snapshot({ calls: [aLiveCall('a')] })
  snapshot({ calls: [aLiveCall('a', 'connected'), aLiveCall('b')] })
  replica.gone('renderer-gone')
  snapshot({})
  expect(actions).toEqual(['prevent-app-suspension', 'stop 7'])
})

test('the badge counts missed calls that have not been seen', () => {
  const { appState } = createMainState()
  const counts: number[] = []
  showBadge({ appState, app: { setBadgeCount: (count = 0) => counts.push(count) > 0 } })
  const missed = { ...anEndedCall({ id: 'a' }), unseen: true }
  const away = { ...anEndedCall({ id: 'b', endReason: 'rejected-dnd' }), unseen: true }
  const talked = { ...anEndedCall({ id: 'c', endReason: 'local-hangup' }), unseen: true }
  appState.update({ recents: [missed, away, talked] })
  appState.update({ reachability: { status: 'unreachable', issue: 'no-network', since: 1 } })
  appState.update({ recents: [{ ...missed, unseen: false }, { ...away, unseen: false }, talked] })
  expect(counts).toEqual([2, 0])
})
