import * as v from 'valibot'
import {
  CHANNELS,
  RequestSchema,
  SnapshotSchema,
  type Done,
  type LineCheck,
  type MainMessage,
  type Reply,
  type Request,
  type Snapshot,
} from '../shared/contract.ts'
import type { Log } from './log.ts'
import { createOutbox } from './outbox.ts'
import type { Page } from './page.ts'

type Answers = {
  [T in Request['type']]: (request: Extract<Request, { type: T }>) => Reply<T> | Promise<Reply<T>>
}

interface Frame {
  readonly url: string
}

/** The part of Electron's `WebContents` used here. */
export interface Contents {
  readonly mainFrame: Frame
  send(channel: string, message: unknown): void
}

/** Who sent it: the frame is null when it has gone meanwhile. */
interface Arrival {
  readonly sender: Contents
  readonly senderFrame: Frame | null
}

/** The part of Electron's `ipcMain` used here. */
export interface IpcEnd {
  on(channel: string, listener: (event: Arrival, raw: unknown) => void): unknown
  handle(channel: string, answer: (event: Arrival, raw: unknown) => Promise<unknown>): void
}

export interface IpcEdges {
  readonly ipcMain: IpcEnd
  readonly page: Page
  /** The web contents of our window, while there is one. */
  readonly contents: () => Contents | undefined
  readonly onSnapshot: (snapshot: Snapshot) => void
  readonly answers: Answers
  readonly log: Log
}

export interface Ipc {
  send(message: MainMessage): void
  pageGone(): void
}

/** The one place where main listens: to the main frame of our own window, and to what the contract knows. */
export function openIpc({ ipcMain, page, contents, onSnapshot, answers, log }: IpcEdges): Ipc {
  const outbox = createOutbox((message) => contents()?.send(CHANNELS.message, message))
  const complain = createComplaints(log)

  const isOurs = ({ sender, senderFrame }: Arrival) =>
    sender === contents() && senderFrame === sender.mainFrame && page.owns(senderFrame.url)

  ipcMain.on(CHANNELS.snapshot, (event, raw: unknown) => {
    if (!isOurs(event)) return complain('A stranger sent a snapshot.')
    const snapshot = v.safeParse(SnapshotSchema, raw)
    if (snapshot.success) onSnapshot(snapshot.output)
    else complain(`The page sent a snapshot that makes no sense: ${firstIssue(snapshot.issues)}`)
  })

  ipcMain.handle(CHANNELS.request, async (event, raw: unknown): Promise<unknown> => {
    if (!isOurs(event)) {
      complain('A stranger made a request.')
      return REFUSED
    }
    const request = v.safeParse(RequestSchema, raw)
    if (!request.success) {
      if (v.is(ChooseLine, raw)) return invalidChoice(request.issues)
      complain(`The page made a request that makes no sense: ${firstIssue(request.issues)}`)
      return REFUSED
    }
    const reply = await answer(answers, request.output)
    if (request.output.type === 'hello') outbox.open()
    return reply
  })

  return {
    send: (message) => {
      outbox.send(message)
    },
    pageGone: () => {
      outbox.close()
    },
  }
}

function answer(answers: Answers, request: Request): unknown {
  switch (request.type) {
    case 'hello':
      return answers.hello(request)
    case 'renew-ticket':
      return answers['renew-ticket'](request)
    case 'choose-line':
      return answers['choose-line'](request)
    case 'call-me':
      return answers['call-me'](request)
    case 'evidence':
      return answers.evidence(request)
    case 'set-quiet':
      return answers['set-quiet'](request)
    case 'set-ringing':
      return answers['set-ringing'](request)
    case 'recents-seen':
      return answers['recents-seen'](request)
    case 'test-ring':
      return answers['test-ring'](request)
  }
}

/** An answer rather than a rejection, which Electron would print each time. */
const REFUSED: Done = { ok: false, problem: 'Offhook does not know that request.' }

const ChooseLine = v.looseObject({ type: v.literal('choose-line') })

/** What a person typed wrong has an answer in words, at the field it is about. */
function invalidChoice(issues: readonly v.BaseIssue<unknown>[]): LineCheck {
  const [issue] = issues
  const key = issue?.path?.at(-1)?.key
  return {
    ok: false,
    problem: 'invalid',
    words: issue?.message ?? 'That is not a line.',
    field: typeof key === 'string' ? key : null,
  }
}

function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  return issue ? `${v.getDotPath(issue) ?? 'it'} should be ${issue.expected ?? 'something else'}.` : ''
}

/** Says each thing once: a page gone mad must not fill the disk. */
function createComplaints(log: Log): (words: string) => void {
  const said = new Set<string>()
  return (words) => {
    if (said.has(words) || said.size > 50) return
    said.add(words)
    log.warn(words)
  }
}
