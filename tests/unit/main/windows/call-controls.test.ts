import { describe, expect, test } from 'vitest'
import { keepCallControlsVisible } from '../../../../src/main/windows/call-controls.ts'
import type { LiveCall } from '../../../../src/shared/domain/phone.ts'
import { aLiveCall, createMainState } from '../../../support/state/main-state.ts'
import { createFakeWindow } from '../../../support/main/fake-window.ts'

function setUp(state: Parameters<typeof createFakeWindow>[0] = {}) {
  const mainState = createMainState()
  const window = createFakeWindow(state)
  let isOpen = true
  const controls = keepCallControlsVisible({
    replica: mainState.replica,
    window: () => (isOpen ? window : undefined),
    open: () => {
      isOpen = true
    },
    platform: 'linux',
  })
  const calls = (...list: readonly LiveCall[]) => {
    mainState.snapshot({ calls: list })
  }
  return { mainState, window, controls, calls, close: () => (isOpen = false) }
}

const answering = (id: string) => aLiveCall(id, 'accepting')

describe('the window of a call', () => {
  for (const [what, state] of [
    ['minimised', { minimised: true }],
    ['hidden', { visible: false }],
    ['behind another window', { focused: false }],
  ] as const) {
    test(`comes to the front when a call is answered while it is ${what}`, () => {
      const { window, calls } = setUp(state)
      calls(aLiveCall('CA1'))
      expect(window.actions).toEqual([])
      calls(answering('CA1'))
      expect(window).toMatchObject({ visible: true, minimised: false, focused: true })
      expect(window.actions).toContain('moveTop')
    })
  }

  test('moves to the workspace in use and does not stay on all of them, nor on top of everything', () => {
    const { window, calls } = setUp({ visible: false })
    calls(answering('CA1'))
    expect(window).toMatchObject({ onTop: false, onAllWorkspaces: false })
    expect(window.actions.filter((action) => action.startsWith('workspaces'))).toEqual([
      'workspaces true',
      'workspaces false',
    ])
  })

  test('is opened if it was closed', () => {
    const { window, calls, close } = setUp({ visible: false })
    close()
    calls(answering('CA1'))
    expect(window.visible).toBe(true)
  })

  test('is left alone while it has the focus, while a call only rings, and while the same call goes on', () => {
    const { window, calls } = setUp()
    calls(aLiveCall('CA1'))
    calls(answering('CA1'))
    window.focused = false
    calls(aLiveCall('CA1', 'connected'))
    calls(aLiveCall('CA1', 'connected'), aLiveCall('CA2'))
    expect(window.actions).toEqual(['minimizable false'])
  })

  test('comes to the front for each further call that is answered', () => {
    const { window, calls } = setUp()
    calls(aLiveCall('CA1', 'connected'))
    window.minimised = true
    calls(aLiveCall('CA1', 'connected'), answering('CA2'))
    expect(window.minimised).toBe(false)
  })

  test('comes back without the focus when it is minimised during a call, and stays minimised after it', () => {
    const { window, controls, calls } = setUp()
    calls(aLiveCall('CA1', 'connected'))
    Object.assign(window, { minimised: true, focused: false })
    controls.minimised()
    expect(window).toMatchObject({ minimised: false, visible: true, focused: false })
    calls()
    expect(window.actions.at(-1)).toBe('minimizable true')
    window.minimised = true
    controls.minimised()
    expect(window.minimised).toBe(true)
  })
})
