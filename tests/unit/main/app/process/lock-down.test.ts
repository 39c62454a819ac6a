import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  FORBIDDEN_SWITCHES,
  BACKGROUND_TRAFFIC_SWITCHES,
} from '../../../../../src/main/app/process/switches.ts'
import { lockDown } from '../../../../../src/main/app/process/lock-down.ts'
import { lockedWebPreferences } from '../../../../../src/main/windows/page/web-preferences.ts'

function startApp(given: readonly string[] = [], isPackaged = true) {
  const switches = new Set(given)
  let sandboxed = false
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: () => {
      sandboxed = true
    },
    isPackaged,
    commandLine: {
      hasSwitch: (name: string) => switches.has(name),
      removeSwitch: (name: string) => void switches.delete(name),
      appendSwitch: (name: string) => void switches.add(name),
    },
  })
  lockDown(app)
  return { app, isSandboxed: () => sandboxed, left: () => [...switches] }
}

describe('every page there will ever be', () => {
  test('is sandboxed, whatever its window says', () => {
    expect(startApp().isSandboxed()).toBe(true)
  })

  test('keeps its window’s own sandbox where the person switched Chromium’s off', () => {
    expect(startApp(['no-sandbox']).isSandboxed()).toBe(false)
    expect(lockedWebPreferences({ preload: '/p', development: true }).sandbox).toBe(true)
  })

  test('gets no webview and opens no window', () => {
    let answer: unknown
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => {
        answer = handler()
      },
    })
    startApp().app.emit('web-contents-created', {}, contents)
    expect(answer).toEqual({ action: 'deny' })
    let prevented = false
    contents.emit('will-attach-webview', { preventDefault: () => (prevented = true) })
    expect(prevented).toBe(true)
  })

  test('takes no switch from the command line that runs, records or weakens something, unless it runs from its sources', () => {
    const given = [...FORBIDDEN_SWITCHES, 'user-data-dir']
    expect(startApp(given).left()).toEqual(['user-data-dir', ...BACKGROUND_TRAFFIC_SWITCHES])
    expect(startApp(given, false).left()).toEqual([...given, ...BACKGROUND_TRAFFIC_SWITCHES])
  })

  test.each([
    'remote-debugging-port',
    'ssl-key-log-file',
    'log-net-log',
    'ignore-certificate-errors',
    'host-resolver-rules',
    'js-flags',
    'use-file-for-fake-audio-capture',
  ])('packaged takes no --%s', (name) => {
    expect(startApp([name]).left()).not.toContain(name)
  })

  test('has no spelling dictionary, which Chromium would download from Google', () => {
    const { app } = startApp()
    const told: unknown[] = []
    app.emit('session-created', {
      setSpellCheckerLanguages: (languages: string[]) => told.push(languages),
      setSpellCheckerEnabled: (enabled: boolean) => told.push(enabled),
    })
    expect(told).toEqual([[], false])
  })

  test('sends no certificate of the person to a server that asks for one', () => {
    const { app } = startApp()
    let prevented = false
    const answers: unknown[][] = []
    app.emit(
      'select-client-certificate',
      { preventDefault: () => (prevented = true) },
      null,
      'https://calls.example.com/token',
      [{ subjectName: 'Ada' }],
      (...certificate: unknown[]) => answers.push(certificate),
    )
    expect(prevented).toBe(true)
    expect(answers).toEqual([[]])
  })

  test('has developer tools only where Offhook runs from its sources', () => {
    expect(lockedWebPreferences({ preload: '/p', development: false }).devTools).toBe(false)
    expect(lockedWebPreferences({ preload: '/p', development: true }).devTools).toBe(true)
  })
})
