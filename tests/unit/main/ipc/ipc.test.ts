import { aLiveCall } from '../../../support/state/main-state.ts'
import { anAppState } from '../../../support/state/app-state.ts'
import { describe, expect, test } from 'vitest'
import { mainWindowPage, incomingCallPage, type Contents } from '../../../../src/main/ipc/trusted-pages.ts'
import { openIpc, type IpcMainEnd } from '../../../../src/main/ipc/ipc.ts'
import { createOutbox } from '../../../../src/main/ipc/outbox.ts'
import { choosePage } from '../../../../src/main/windows/page/page.ts'
import {
  CHANNELS,
  type ConnectionCheck,
  type MainMessage,
  type Snapshot,
} from '../../../../src/shared/ipc/contract.ts'
import { newPhone } from '../../../../src/shared/domain/phone.ts'
import { createMemoryLog } from '../../../support/fakes/memory-log.ts'

type Answer = Parameters<IpcMainEnd['handle']>[1]
type Arrival = Parameters<Answer>[0]

const POPUP = 'offhook://app/popup.html'
const TICKET: MainMessage = {
  type: 'access-token',
  accessToken: { token: 'eyJ', identity: 'maria', signallingHost: null },
}
const COMMAND: MainMessage = { type: 'command', command: { type: 'accept', id: 'CA1' } }
const NO_TICKET: MainMessage = {
  type: 'token-error',
  state: 'offline',
  reason: 'token-service-unreachable',
  detail: null,
}

function setUp() {
  const handlers = new Map<string, Answer>()
  const listeners = new Map<string, (event: Arrival, raw: unknown) => void>()
  const sent: unknown[] = []
  const snapshots: Snapshot[] = []
  const log = createMemoryLog()
  const frame = { url: 'offhook://app/index.html' }
  const contents: Contents = { mainFrame: frame, send: (_channel, message) => sent.push(message) }
  const popupFrame = { url: POPUP }
  const popup: Contents = { mainFrame: popupFrame, send: () => {} }
  const outbox = createOutbox((message) => sent.push(message))
  openIpc({
    ipcMain: {
      on: (name, listener) => listeners.set(name, listener),
      handle: (name, answer) => handlers.set(name, answer),
    },
    pages: {
      phone: mainWindowPage(choosePage(undefined, true), () => contents),
      popup: incomingCallPage(POPUP, () => popup),
    },
    outbox,
    onSnapshot: (snapshot) => snapshots.push(snapshot),
    handlers: {
      handshake: () => ({ version: '1', country: 'US', appState: anAppState() }),
      'refresh-token': () => ({ ok: true }),
      'select-connection': (): ConnectionCheck => ({
        ok: false,
        problem: 'in-call',
        message: 'No.',
        field: null,
      }),
      'request-practice-call': async () => ({ ok: true }),
      'health-report': () => ({ ok: true }),
      'set-do-not-disturb': () => ({ ok: true }),
      'set-ring-settings': () => ({ ok: true }),
      'mark-recents-seen': () => ({ ok: true }),
      'check-link-handler': () => ({ ok: true }),
      'set-link-handler': () => ({ ok: true }),
      'set-update-channel': () => ({ ok: true }),
      'check-updates': () => ({ ok: true }),
      'install-update': () => ({ ok: true }),
      'show-licences': () => ({ ok: true }),
      'export-diagnostics': () => ({ ok: true }),
      'run-self-test': () => ({ at: 0, desktop: 'Test', steps: [] }),
      quit: () => ({ ok: true }),
      'show-number-menu': () => ({ ok: true }),
      'get-incoming-calls': () => ({ country: 'US', calls: [], more: 0 }),
      'decide-call': () => ({ ok: true }),
      log: () => ({ ok: true }),
    },
    log,
  })
  const ours: Arrival = { sender: contents, senderFrame: frame }
  const fromPopup: Arrival = { sender: popup, senderFrame: popupFrame }
  const request = (raw: unknown, event = ours) => handlers.get(CHANNELS.request)?.(event, raw)
  const publish = (raw: unknown, event = ours) => listeners.get(CHANNELS.snapshot)?.(event, raw)
  return { outbox, request, publish, sent, snapshots, log, contents, frame, ours, popupFrame, fromPopup }
}

describe('what main listens to', () => {
  test('a call that cannot be read is left out and logged once, and every other part of the snapshot counts', () => {
    const { publish, snapshots, log } = setUp()
    const call = aLiveCall('CA1')
    for (const revision of [1, 2, 3]) {
      const phone = { ...newPhone(5), calls: [{ ...call, id: 'CA2', state: 'parked' }, call] }
      publish({ revision, phone })
    }
    expect(snapshots.map(({ phone }) => phone.calls)).toEqual([[call], [call], [call]])
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]).toContain('call: state')
  })

  test('snapshots that make sense', () => {
    const { publish, snapshots, log } = setUp()
    const snapshot = { revision: 1, phone: newPhone(1) }
    publish(snapshot)
    expect(snapshots).toEqual([snapshot])
    expect(log.lines).toEqual([])
  })

  test.each([
    undefined,
    null,
    7,
    {},
    { revision: 0, phone: newPhone(1) },
    { revision: 1, phone: { calls: [] } },
  ])('not a snapshot like %j, and it says so once', (raw) => {
    const { publish, snapshots, log } = setUp()
    publish(raw)
    publish(raw)
    expect(snapshots).toEqual([])
    expect(log.lines).toHaveLength(1)
  })

  test('our own main frame only', async () => {
    const { publish, request, snapshots, contents, log } = setUp()
    const strangers = [
      { sender: contents, senderFrame: { url: 'offhook://app/index.html' } },
      { sender: contents, senderFrame: null },
      { sender: { ...contents }, senderFrame: contents.mainFrame },
    ]
    for (const stranger of strangers) {
      publish({ revision: 1, phone: newPhone(1) }, stranger)
      expect(await request({ type: 'handshake' }, stranger)).toMatchObject({ ok: false })
    }
    expect(snapshots).toEqual([])
    expect(log.lines).toHaveLength(2)
  })

  test('our own page only, also in our own frame', async () => {
    const { request, frame, ours } = setUp()
    frame.url = 'https://example.com/'
    expect(await request({ type: 'handshake' }, ours)).toMatchObject({ ok: false })
  })
})

describe('what main answers', () => {
  test.each([
    [{ type: 'refresh-token' }, { ok: true }],
    [{ type: 'request-practice-call' }, { ok: true }],
    [
      { type: 'select-connection', choice: { kind: 'practice' } },
      { ok: false, problem: 'in-call' },
    ],
    [{ type: 'format-disk' }, { ok: false }],
    [undefined, { ok: false }],
  ])('%j', async (raw, reply) => {
    expect(await setUp().request(raw)).toMatchObject(reply)
  })

  test('a line that cannot be one, at the field it is about and without a line in the log', async () => {
    const { request, log } = setUp()
    const choice = {
      kind: 'team',
      url: 'http://calls.example.com/token',
      method: 'POST',
      secret: 'hush hush',
    }
    expect(await request({ type: 'select-connection', choice })).toMatchObject({
      ok: false,
      problem: 'invalid',
      field: 'url',
      message: expect.stringContaining('https://'),
    })
    expect(log.lines).toEqual([])
  })

  test('what was sent is not sent back whole, however large', async () => {
    const reply = await setUp().request({
      type: 'select-connection',
      choice: { kind: 'x'.repeat(1_000_000) },
    })
    expect(reply).toMatchObject({ ok: false, problem: 'invalid' })
    expect(JSON.stringify(reply).length).toBeLessThan(500)
  })
})

describe('the small call window', () => {
  const ANSWER = { type: 'decide-call', decision: { type: 'accept', id: 'CA1' } }

  test('may look at what it shall show, and answer it', async () => {
    const { request, fromPopup } = setUp()
    expect(await request({ type: 'get-incoming-calls' }, fromPopup)).toMatchObject({ calls: [] })
    expect(await request(ANSWER, fromPopup)).toEqual({ ok: true })
  })

  test.each([
    { type: 'handshake' },
    { type: 'refresh-token' },
    { type: 'request-practice-call' },
    { type: 'run-self-test' },
    { type: 'quit' },
    { type: 'show-number-menu', text: '+12025550142' },
    { type: 'select-connection', choice: { kind: 'practice' } },
    { type: 'select-connection', choice: 'nonsense' },
    { type: 'decide-call', decision: { type: 'hangup', id: 'CA1' } },
    { type: 'decide-call', decision: { type: 'dial', text: '+12025550142' } },
  ])('may not say %j', async (raw) => {
    const { request, fromPopup } = setUp()
    expect(await request(raw, fromPopup)).toEqual({
      ok: false,
      problem: 'Offhook does not know that request.',
    })
  })

  test('may not tell main the state of the phone', () => {
    const { publish, snapshots, fromPopup } = setUp()
    publish({ revision: 1, phone: newPhone(1) }, fromPopup)
    expect(snapshots).toEqual([])
  })

  test('is listened to only on its own page', async () => {
    const { request, fromPopup, popupFrame } = setUp()
    popupFrame.url = 'offhook://app/index.html'
    expect(await request({ type: 'get-incoming-calls' }, fromPopup)).toMatchObject({ ok: false })
  })

  test('is the only one that may say what it says', async () => {
    const { request } = setUp()
    expect(await request(ANSWER)).toMatchObject({ ok: false })
    expect(await request({ type: 'get-incoming-calls' })).toMatchObject({ ok: false })
  })
})

describe('what main says', () => {
  test('waits until the page listens, and then only the latest of each subject goes out', async () => {
    const { outbox, request, sent } = setUp()
    outbox.send(TICKET)
    outbox.send(COMMAND)
    outbox.send(NO_TICKET)
    expect(sent).toEqual([])
    await request({ type: 'handshake' })
    expect(sent).toEqual([NO_TICKET])
    outbox.send(COMMAND)
    expect(sent).toEqual([NO_TICKET, COMMAND])
  })

  test('a page that is gone hears nothing, and the next one nothing old', async () => {
    const { outbox, request, sent } = setUp()
    await request({ type: 'handshake' })
    outbox.close()
    outbox.send(COMMAND)
    expect(sent).toEqual([])
    outbox.send(TICKET)
    await request({ type: 'handshake' })
    expect(sent).toEqual([TICKET])
  })
})
