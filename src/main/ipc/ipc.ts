import * as v from 'valibot'
import {
  CHANNELS,
  REQUESTS,
  requestName,
  type ActionResult,
  type ConnectionCheck,
  type Reply,
  type RequestHandlers,
  type RequestName,
  type Snapshot,
} from '../../shared/ipc/contract.ts'
import { newPhone, type Registration } from '../../shared/domain/phone.ts'
import { FIRST_ONLY, firstIssue, parseSnapshot } from '../../shared/ipc/parse-snapshot.ts'
import type { Contents, TrustedPage } from './trusted-pages.ts'
import type { Log } from '../lib/log.ts'
import type { Outbox } from './outbox.ts'

/** The sender. `senderFrame` is null if the frame no longer exists. */
interface IpcEvent {
  readonly sender: Contents
  readonly senderFrame: Contents['mainFrame'] | null
}

/** The part of Electron's `ipcMain` used here. */
export interface IpcMainEnd {
  on(channel: string, listener: (event: IpcEvent, raw: unknown) => void): unknown
  handle(channel: string, listener: (event: IpcEvent, raw: unknown) => Promise<unknown>): void
}

export interface IpcDeps {
  readonly ipcMain: IpcMainEnd
  /** The pages that main accepts messages from. Messages of main go to `phone`. */
  readonly pages: { readonly phone: TrustedPage; readonly popup: TrustedPage }
  /** Opened after the reply to a handshake. */
  readonly outbox: Pick<Outbox, 'open'>
  readonly onSnapshot: (snapshot: Snapshot) => void
  readonly handlers: RequestHandlers
  readonly log: Log
}

/**
 * Receives snapshots and requests. Checks in this order: the sender is the main frame of one of our pages, the request
 * exists, the page may send it, and its fields are valid.
 */
export function openIpc({ ipcMain, pages, outbox, onSnapshot, handlers, log }: IpcDeps): void {
  const warnOnce = createWarnOnce(log)
  /** The registration in the last snapshot. */
  let line: Registration = newPhone(0).registration

  const pageOf = ({ sender, senderFrame }: IpcEvent): TrustedPage | undefined =>
    [pages.phone, pages.popup].find(
      (page) =>
        sender === page.contents() && senderFrame === sender.mainFrame && page.isOwnUrl(senderFrame.url),
    )

  ipcMain.on(CHANNELS.snapshot, (event, raw: unknown) => {
    if (pageOf(event)?.publishes !== true) return warnOnce('An untrusted sender sent a snapshot.')
    const { snapshot, problems } = parseSnapshot(raw, line)
    for (const problem of problems) warnOnce(`The page sent an invalid snapshot: ${problem}`)
    if (!snapshot) return
    line = snapshot.phone.registration
    onSnapshot(snapshot)
  })

  ipcMain.handle(CHANNELS.request, async (event, raw: unknown): Promise<unknown> => {
    const page = pageOf(event)
    if (!page) {
      warnOnce('An untrusted sender sent a request.')
      return REFUSED
    }
    const name = requestName(raw)
    if (!name) {
      warnOnce('The page sent an unknown request.')
      return REFUSED
    }
    if (!REQUESTS[name].from.includes(page.id)) {
      warnOnce(`The page ${page.id} is not permitted to send the request ${name}.`)
      return REFUSED
    }
    const reply = await handle(name, raw)
    if (name === 'handshake') outbox.open()
    return reply
  })

  async function handle<N extends RequestName>(
    name: N,
    raw: unknown,
  ): Promise<Reply<N> | ActionResult | ConnectionCheck> {
    const fields = v.safeParse(REQUESTS[name].fields, raw, FIRST_ONLY)
    if (fields.success) return handlers[name](fields.output)
    // Invalid input in the form is shown at its field.
    if (name === 'select-connection') return invalidChoice(fields.issues)
    warnOnce(`The request ${name} is invalid: ${firstIssue(fields.issues)}`)
    return REFUSED
  }
}

/** The message can contain the received value. */
const MAX_MESSAGE_LENGTH = 300

/** A reply, because Electron prints every rejection. */
const REFUSED: ActionResult = { ok: false, problem: 'Offhook does not know that request.' }

/** The reply to invalid input in the form: a message and the field that it concerns. */
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

/** Logs each message once, and at most 50, so that a faulty page cannot fill the disk. */
function createWarnOnce(log: Log): (message: string) => void {
  const logged = new Set<string>()
  return (message) => {
    if (logged.has(message) || logged.size > 50) return
    logged.add(message)
    log.warn(message)
  }
}
