import * as v from 'valibot'
import {
  CHANNELS,
  RequestSchema,
  type ActionResult,
  type ConnectionCheck,
  type Reply,
  type Request,
  type Snapshot,
} from '../../shared/ipc/contract.ts'
import { newPhone, type Registration } from '../../shared/domain/phone.ts'
import { FIRST_ONLY, firstIssue, parseSnapshot } from '../../shared/ipc/parse-snapshot.ts'
import type { Contents, TrustedPage } from './trusted-pages.ts'
import type { Log } from '../lib/log.ts'
import type { Outbox } from './outbox.ts'

type RequestHandlers = {
  [T in Request['type']]: (request: Extract<Request, { type: T }>) => Reply<T> | Promise<Reply<T>>
}

/** Who sent it: the frame is null when it has gone meanwhile. */
interface IpcEvent {
  readonly sender: Contents
  readonly senderFrame: Contents['mainFrame'] | null
}

/** The part of Electron's `ipcMain` used here. */
export interface IpcMainEnd {
  on(channel: string, listener: (event: IpcEvent, raw: unknown) => void): unknown
  handle(channel: string, answer: (event: IpcEvent, raw: unknown) => Promise<unknown>): void
}

export interface IpcDeps {
  readonly ipcMain: IpcMainEnd
  /** The pages main listens to. The phone's is the one it speaks to. */
  readonly pages: { readonly phone: TrustedPage; readonly popup: TrustedPage }
  /** Opened after the reply to a handshake. */
  readonly outbox: Pick<Outbox, 'open'>
  readonly onSnapshot: (snapshot: Snapshot) => void
  readonly handlers: RequestHandlers
  readonly log: Log
}

/**
 * The one place where main listens: to the main frame of our own windows, to what the contract knows, and to each page
 * only within what it may say.
 */
export function openIpc({ ipcMain, pages, outbox, onSnapshot, handlers, log }: IpcDeps): void {
  const warnOnce = createWarnOnce(log)
  /** The line in the last snapshot. */
  let line: Registration = newPhone(0).registration

  const pageOf = ({ sender, senderFrame }: IpcEvent): TrustedPage | undefined =>
    [pages.phone, pages.popup].find(
      (page) =>
        sender === page.contents() && senderFrame === sender.mainFrame && page.isOwnUrl(senderFrame.url),
    )

  ipcMain.on(CHANNELS.snapshot, (event, raw: unknown) => {
    if (pageOf(event)?.publishes !== true) return warnOnce('A stranger sent a snapshot.')
    const { snapshot, problems } = parseSnapshot(raw, line)
    for (const problem of problems) warnOnce(`The page sent something that cannot be read: ${problem}`)
    if (!snapshot) return
    line = snapshot.phone.registration
    onSnapshot(snapshot)
  })

  ipcMain.handle(CHANNELS.request, async (event, raw: unknown): Promise<unknown> => {
    const page = pageOf(event)
    if (!page) {
      warnOnce('A stranger made a request.')
      return REFUSED
    }
    const request = v.safeParse(RequestSchema, raw, FIRST_ONLY)
    if (!request.success) {
      if (v.is(SelectConnection, raw) && page.allowedRequests.has('select-connection'))
        return invalidChoice(request.issues)
      warnOnce(`The page made a request that makes no sense: ${firstIssue(request.issues)}`)
      return REFUSED
    }
    if (!page.allowedRequests.has(request.output.type)) {
      warnOnce(`A page asked for ${request.output.type}, which is not its business.`)
      return REFUSED
    }
    const reply = await answer(handlers, request.output)
    if (request.output.type === 'handshake') outbox.open()
    return reply
  })
}

function answer(handlers: RequestHandlers, request: Request): unknown {
  switch (request.type) {
    case 'handshake':
      return handlers.handshake(request)
    case 'refresh-token':
      return handlers['refresh-token'](request)
    case 'select-connection':
      return handlers['select-connection'](request)
    case 'request-practice-call':
      return handlers['request-practice-call'](request)
    case 'health-report':
      return handlers['health-report'](request)
    case 'set-do-not-disturb':
      return handlers['set-do-not-disturb'](request)
    case 'set-ring-settings':
      return handlers['set-ring-settings'](request)
    case 'mark-recents-seen':
      return handlers['mark-recents-seen'](request)
    case 'check-link-handler':
      return handlers['check-link-handler'](request)
    case 'set-link-handler':
      return handlers['set-link-handler'](request)
    case 'set-update-channel':
      return handlers['set-update-channel'](request)
    case 'check-updates':
      return handlers['check-updates'](request)
    case 'install-update':
      return handlers['install-update'](request)
    case 'show-licences':
      return handlers['show-licences'](request)
    case 'run-self-test':
      return handlers['run-self-test'](request)
    case 'log':
      return handlers.log(request)
    case 'show-number-menu':
      return handlers['show-number-menu'](request)
    case 'quit':
      return handlers.quit(request)
    case 'get-incoming-calls':
      return handlers['get-incoming-calls'](request)
    case 'decide-call':
      return handlers['decide-call'](request)
  }
}

/** What was sent may stand in the words about it. */
const MAX_MESSAGE_LENGTH = 300

/** An answer rather than a rejection, which Electron would print each time. */
const REFUSED: ActionResult = { ok: false, problem: 'Offhook does not know that request.' }

const SelectConnection = v.looseObject({ type: v.literal('select-connection') })

/** What a person typed wrong has an answer in words, at the field it is about. */
function invalidChoice(issues: readonly v.BaseIssue<unknown>[]): ConnectionCheck {
  const [issue] = issues
  const key = issue?.path?.at(-1)?.key
  return {
    ok: false,
    problem: 'invalid',
    message: (issue?.message ?? 'That is not a line.').slice(0, MAX_MESSAGE_LENGTH),
    field: typeof key === 'string' ? key : null,
  }
}

/** Says each thing once: a page gone mad must not fill the disk. */
function createWarnOnce(log: Log): (message: string) => void {
  const said = new Set<string>()
  return (message) => {
    if (said.has(message) || said.size > 50) return
    said.add(message)
    log.warn(message)
  }
}
