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
const ACCESS_TOKEN: MainMessage = {
  type: 'access-token',
  accessToken: { token: 'eyJ', identity: 'maria', signallingHost: null },
}
const COMMAND: MainMessage = { type: 'command', command: { type: 'accept', id: 'CA1' } }
const TOKEN_ERROR: MainMessage = {
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

describe('the main process accepts', () => {
  test('a snapshot without its invalid call, which it logs once', () => {
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

  test('valid snapshots', () => {
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

  test('messages of its own main frame only', async () => {
    const { publish, request, snapshots, contents, log } = setUp()
    const untrustedSenders = [
      { sender: contents, senderFrame: { url: 'offhook://app/index.html' } },
      { sender: contents, senderFrame: null },
      { sender: { ...contents }, senderFrame: contents.mainFrame },
    ]
    for (const untrustedSender of untrustedSenders) {
      publish({ revision: 1, phone: newPhone(1) }, untrustedSender)
      expect(await request({ type: 'handshake' }, untrustedSender)).toMatchObject({ ok: false })
    }
    expect(snapshots).toEqual([])
    expect(log.lines).toHaveLength(2)
  })

  test('messages of its own page only, also in its own frame', async () => {
    const { request, frame, ours } = setUp()
    frame.url = 'https://example.com/'
    expect(await request({ type: 'handshake' }, ours)).toMatchObject({ ok: false })
  })
})

describe('the main process responds to', () => {
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

  test('an invalid connection with the invalid field, and logs nothing', async () => {
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

  test('an oversized request without the complete request in the response', async () => {
    const reply = await setUp().request({
      type: 'select-connection',
      choice: { kind: 'x'.repeat(1_000_000) },
    })
    expect(reply).toMatchObject({ ok: false, problem: 'invalid' })
    expect(JSON.stringify(reply).length).toBeLessThan(500)
  })
})

describe('the incoming call window', () => {
  const ANSWER = { type: 'decide-call', decision: { type: 'accept', id: 'CA1' } }

  test('may read the calls that it shows, and decide about them', async () => {
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

  test('may not publish the phone state', () => {
    const { publish, snapshots, fromPopup } = setUp()
    publish({ revision: 1, phone: newPhone(1) }, fromPopup)
    expect(snapshots).toEqual([])
  })

  test('may send messages from its own page only', async () => {
    const { request, fromPopup, popupFrame } = setUp()
    popupFrame.url = 'offhook://app/index.html'
    expect(await request({ type: 'get-incoming-calls' }, fromPopup)).toMatchObject({ ok: false })
  })

  test('is the only window that may send its messages', async () => {
    const { request } = setUp()
    expect(await request(ANSWER)).toMatchObject({ ok: false })
    expect(await request({ type: 'get-incoming-calls' })).toMatchObject({ ok: false })
  })
})

describe('messages of the main process', () => {
  test('wait until the page listens, and then only the latest of each type is sent', async () => {
    const { outbox, request, sent } = setUp()
    outbox.send(ACCESS_TOKEN)
    outbox.send(COMMAND)
    outbox.send(TOKEN_ERROR)
    expect(sent).toEqual([])
    await request({ type: 'handshake' })
    expect(sent).toEqual([TOKEN_ERROR])
    outbox.send(COMMAND)
    expect(sent).toEqual([TOKEN_ERROR, COMMAND])
  })

  test('are not sent to a closed page, and old ones are not sent to the next page', async () => {
    const { outbox, request, sent } = setUp()
    await request({ type: 'handshake' })
    outbox.close()
    outbox.send(COMMAND)
    expect(sent).toEqual([])
    outbox.send(ACCESS_TOKEN)
    await request({ type: 'handshake' })
    expect(sent).toEqual([ACCESS_TOKEN])
  })
})
