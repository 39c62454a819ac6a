import * as v from 'valibot'
import {
  CHANNELS,
  RequestSchema,
  type Done,
  type LineCheck,
  type MainMessage,
  type Reply,
  type Request,
  type Snapshot,
} from '../../shared/ipc/contract.ts'
import { newPhone, type Line } from '../../shared/domain/phone.ts'
import { FIRST_ONLY, firstIssue, readSnapshot } from '../../shared/ipc/parse-snapshot.ts'
import type { Contents, Door } from './trusted-pages.ts'
import type { Log } from '../lib/log.ts'
import { createOutbox } from './outbox.ts'

type Answers = {
  [T in Request['type']]: (request: Extract<Request, { type: T }>) => Reply<T> | Promise<Reply<T>>
}

/** Who sent it: the frame is null when it has gone meanwhile. */
interface Arrival {
  readonly sender: Contents
  readonly senderFrame: Contents['mainFrame'] | null
}

/** The part of Electron's `ipcMain` used here. */
export interface IpcEnd {
  on(channel: string, listener: (event: Arrival, raw: unknown) => void): unknown
  handle(channel: string, answer: (event: Arrival, raw: unknown) => Promise<unknown>): void
}

export interface IpcEdges {
  readonly ipcMain: IpcEnd
  /** The pages main listens to. The phone's is the one it speaks to. */
  readonly doors: { readonly phone: Door; readonly popup: Door }
  readonly onSnapshot: (snapshot: Snapshot) => void
  readonly answers: Answers
  readonly log: Log
}

export interface Ipc {
  send(message: MainMessage): void
  pageGone(): void
}

/**
 * The one place where main listens: to the main frame of our own windows, to what the contract knows, and to each page
 * only within what it may say.
 */
export function openIpc({ ipcMain, doors, onSnapshot, answers, log }: IpcEdges): Ipc {
  const outbox = createOutbox((message) => doors.phone.contents()?.send(CHANNELS.message, message))
  const complain = createComplaints(log)
  /** The line in the last snapshot. */
  let line: Line = newPhone(0).line

  const doorOf = ({ sender, senderFrame }: Arrival): Door | undefined =>
    [doors.phone, doors.popup].find(
      (door) => sender === door.contents() && senderFrame === sender.mainFrame && door.owns(senderFrame.url),
    )

  ipcMain.on(CHANNELS.snapshot, (event, raw: unknown) => {
    if (doorOf(event)?.publishes !== true) return complain('A stranger sent a snapshot.')
    const { snapshot, problems } = readSnapshot(raw, line)
    for (const problem of problems) complain(`The page sent something that cannot be read: ${problem}`)
    if (!snapshot) return
    line = snapshot.phone.line
    onSnapshot(snapshot)
  })

  ipcMain.handle(CHANNELS.request, async (event, raw: unknown): Promise<unknown> => {
    const door = doorOf(event)
    if (!door) {
      complain('A stranger made a request.')
      return REFUSED
    }
    const request = v.safeParse(RequestSchema, raw, FIRST_ONLY)
    if (!request.success) {
      if (v.is(ChooseLine, raw) && door.may.has('choose-line')) return invalidChoice(request.issues)
      complain(`The page made a request that makes no sense: ${firstIssue(request.issues)}`)
      return REFUSED
    }
    if (!door.may.has(request.output.type)) {
      complain(`A page asked for ${request.output.type}, which is not its business.`)
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
    case 'look-at-links':
      return answers['look-at-links'](request)
    case 'set-links':
      return answers['set-links'](request)
    case 'set-channel':
      return answers['set-channel'](request)
    case 'check-updates':
      return answers['check-updates'](request)
    case 'install-update':
      return answers['install-update'](request)
    case 'show-licences':
      return answers['show-licences'](request)
    case 'test-ring':
      return answers['test-ring'](request)
    case 'log':
      return answers.log(request)
    case 'number-menu':
      return answers['number-menu'](request)
    case 'quit':
      return answers.quit(request)
    case 'popup-view':
      return answers['popup-view'](request)
    case 'answer':
      return answers.answer(request)
  }
}

/** What was sent may stand in the words about it. */
const LONGEST_WORDS = 300

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
    words: (issue?.message ?? 'That is not a line.').slice(0, LONGEST_WORDS),
    field: typeof key === 'string' ? key : null,
  }
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
