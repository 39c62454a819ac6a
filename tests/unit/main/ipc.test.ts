import { aHouse } from '../../support/house.ts'
import { describe, expect, test } from 'vitest'
import { openIpc, type Contents, type IpcEnd } from '../../../src/main/ipc.ts'
import { choosePage } from '../../../src/main/page.ts'
import { CHANNELS, type LineCheck, type MainMessage, type Snapshot } from '../../../src/shared/contract.ts'
import { newPhone } from '../../../src/shared/phone.ts'
import { createWrittenLog } from '../../support/main/hands.ts'

type Answer = Parameters<IpcEnd['handle']>[1]
type Arrival = Parameters<Answer>[0]

const TICKET: MainMessage = {
  type: 'ticket',
  ticket: { token: 'eyJ', identity: 'maria', signallingHost: null },
}
const COMMAND: MainMessage = { type: 'command', command: { type: 'accept', id: 'CA1' } }
const NO_TICKET: MainMessage = {
  type: 'no-ticket',
  state: 'offline',
  reason: 'token-service-unreachable',
  detail: null,
}

function setUp() {
  const handlers = new Map<string, Answer>()
  const listeners = new Map<string, (event: Arrival, raw: unknown) => void>()
  const sent: unknown[] = []
  const snapshots: Snapshot[] = []
  const log = createWrittenLog()
  const frame = { url: 'offhook://app/index.html' }
  const contents: Contents = { mainFrame: frame, send: (_channel, message) => sent.push(message) }
  const ipc = openIpc({
    ipcMain: {
      on: (name, listener) => listeners.set(name, listener),
      handle: (name, answer) => handlers.set(name, answer),
    },
    page: choosePage(undefined, true),
    contents: () => contents,
    onSnapshot: (snapshot) => snapshots.push(snapshot),
    answers: {
      hello: () => ({ version: '1', country: 'US', house: aHouse() }),
      'renew-ticket': () => ({ ok: true }),
      'choose-line': (): LineCheck => ({ ok: false, problem: 'in-call', words: 'No.', field: null }),
      'call-me': async () => ({ ok: true }),
      evidence: () => ({ ok: true }),
      'set-quiet': () => ({ ok: true }),
      'set-ringing': () => ({ ok: true }),
      'recents-seen': () => ({ ok: true }),
      'test-ring': () => ({ at: 0, desktop: 'Test', steps: [] }),
    },
    log,
  })
  const ours: Arrival = { sender: contents, senderFrame: frame }
  const request = (raw: unknown, event = ours) => handlers.get(CHANNELS.request)?.(event, raw)
  const publish = (raw: unknown, event = ours) => listeners.get(CHANNELS.snapshot)?.(event, raw)
  return { ipc, request, publish, sent, snapshots, log, contents, frame, ours }
}

describe('what main listens to', () => {
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
      expect(await request({ type: 'hello' }, stranger)).toMatchObject({ ok: false })
    }
    expect(snapshots).toEqual([])
    expect(log.lines).toHaveLength(2)
  })

  test('our own page only, also in our own frame', async () => {
    const { request, frame, ours } = setUp()
    frame.url = 'https://example.com/'
    expect(await request({ type: 'hello' }, ours)).toMatchObject({ ok: false })
  })
})

describe('what main answers', () => {
  test.each([
    [{ type: 'renew-ticket' }, { ok: true }],
    [{ type: 'call-me' }, { ok: true }],
    [
      { type: 'choose-line', choice: { kind: 'practice' } },
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
    expect(await request({ type: 'choose-line', choice })).toMatchObject({
      ok: false,
      problem: 'invalid',
      field: 'url',
      words: expect.stringContaining('https://'),
    })
    expect(log.lines).toEqual([])
  })
})

describe('what main says', () => {
  test('waits until the page listens, and then only the latest of each subject goes out', async () => {
    const { ipc, request, sent } = setUp()
    ipc.send(TICKET)
    ipc.send(COMMAND)
    ipc.send(NO_TICKET)
    expect(sent).toEqual([])
    await request({ type: 'hello' })
    expect(sent).toEqual([NO_TICKET])
    ipc.send(COMMAND)
    expect(sent).toEqual([NO_TICKET, COMMAND])
  })

  test('a page that is gone hears nothing, and the next one nothing old', async () => {
    const { ipc, request, sent } = setUp()
    await request({ type: 'hello' })
    ipc.pageGone()
    ipc.send(COMMAND)
    expect(sent).toEqual([])
    ipc.send(TICKET)
    await request({ type: 'hello' })
    expect(sent).toEqual([TICKET])
  })
})
