import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import type { DndSetting } from '../../../../src/main/dnd/do-not-disturb.ts'
import { createTray, trayMenu, type TrayHandle } from '../../../../src/main/desktop/tray.ts'
import type { DoNotDisturb } from '../../../../src/shared/ipc/contract.ts'
import type { TrayIcon } from '../../../../src/shared/messages/tray.ts'
import { aLiveCall, createMainState } from '../../../support/state/main-state.ts'

const NOON = new Date(2027, 3, 5, 12).getTime()
const READY = { state: 'registered', identity: 'maria', since: 1 } as const

function setUp() {
  const mainState = createMainState(() => NOON)
  const shown: [TrayIcon, string][] = []
  const menus: MenuItemConstructorOptions[][] = []
  let clicked = () => {}
  let destroyed = 0
  let opened = 0
  const handle: TrayHandle = {
    show: (icon, tooltip) => shown.push([icon, tooltip]),
    setMenu: (template) => menus.push(template),
    onClick(listener) {
      clicked = listener
    },
    destroy() {
      destroyed += 1
    },
  }
  const tray = createTray({
    ...mainState,
    create: () => handle,
    onOpen: () => {
      opened += 1
    },
    onDoNotDisturb: () => {},
    onQuit: () => {},
    clock: () => NOON,
  })
  return { ...mainState, tray, shown, menus, click: () => clicked(), counts: () => ({ destroyed, opened }) }
}

describe('the tray', () => {
  test('exists as long as the desktop has a tray', () => {
    const { tray, shown, counts, snapshot } = setUp()
    snapshot({ registration: READY })
    expect([tray.isPresent, shown]).toEqual([false, []])
    tray.setAvailable(true)
    tray.setAvailable(true)
    expect(tray.isPresent).toBe(true)
    expect(shown).toHaveLength(1)
    tray.setAvailable(false)
    expect([tray.isPresent, counts().destroyed]).toEqual([false, 1])
    tray.setAvailable(true)
    expect(shown).toHaveLength(2)
  })

  test('follows the phone and the app state, and is updated only when something changes', () => {
    const { tray, shown, menus, snapshot, appState } = setUp()
    snapshot({ registration: READY })
    tray.setAvailable(true)
    snapshot({ registration: READY, calls: [aLiveCall('a')] })
    snapshot({ registration: READY, calls: [aLiveCall('a', 'connected')] })
    snapshot({ registration: READY, calls: [aLiveCall('a', 'connected')] })
    expect(shown.map(([icon]) => icon)).toEqual(['reachable', 'ringing', 'call'])
    expect(menus).toHaveLength(1)
    appState.update({ doNotDisturb: { until: 'turned-off', mode: 'silent', system: 'off' } })
    snapshot({ registration: READY })
    expect(shown.at(-1)?.[0]).toBe('dnd')
    expect(menus).toHaveLength(2)
  })

  test('shows the window when it is clicked', () => {
    const { tray, click, counts } = setUp()
    tray.setAvailable(true)
    click()
    expect(counts().opened).toBe(1)
  })
})

describe('the tray menu', () => {
  const OFF: DoNotDisturb = { until: null, mode: 'busy', system: 'off' }

  function menu(doNotDisturb: DoNotDisturb) {
    const chosen: DndSetting[] = []
    const done: string[] = []
    const items = trayMenu({
      doNotDisturb,
      clock: () => NOON,
      onOpen: () => done.push('open'),
      onQuit: () => done.push('quit'),
      onDoNotDisturb: (wanted) => chosen.push(wanted),
    })
    const spans = items.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
    const press = (label: string) => {
      const item = [...items, ...spans].find((candidate) => candidate.label === label)
      // Electron passes arguments that the handlers do not use.
      if (item?.click) Reflect.apply(item.click, undefined, [])
    }
    return { items, spans, press, chosen, done }
  }

  test('opens the window and quits the app', () => {
    const { press, done } = menu(OFF)
    press('Open Offhook')
    press('Quit Offhook')
    expect(done).toEqual(['open', 'quit'])
  })

  test.each([
    ['Off', null],
    ['For an hour', NOON + 3_600_000],
    ['Until tomorrow', new Date(2027, 3, 6, 7).getTime()],
    ['Until I turn it off', 'turned-off'],
  ] as const)('sets do not disturb: %s, and leaves what callers meet as it is', (label, until) => {
    const { press, chosen } = menu(OFF)
    press(label)
    expect(chosen).toEqual([{ until, mode: 'busy' }])
    const now = menu({ ...OFF, until })
    expect(now.spans.filter(({ checked }) => checked).map((item) => item.label)).toEqual([label])
  })
})
