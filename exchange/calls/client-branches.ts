import { API_VERSION } from '../model/api-version.ts'
import { errorMessage } from '../../common/lib/error-message.ts'
import type { MediaLeg } from '../media/types.ts'
import { newReconnectToken } from '../model/sids.ts'
import type { ServerMessageType } from '../model/signalling-messages.ts'
import { closeQuietly, type ClientTransportDeps } from './client-transport.ts'
import type { ClientSocket } from '../model/client-socket.ts'
import type { LegDeps } from './leg.ts'

/** One socket that rings, with the media leg of its offer. */
export interface Branch {
  readonly socket: ClientSocket
  readonly media: MediaLeg
  /** With it, the client of this branch can resume the call or transfer it to another page. */
  readonly token: string
}

export interface Branches {
  readonly count: number
  /** Sends an invite to a socket. */
  invite(socket: ClientSocket): void
  /** Sends every invite once more; returns their number. */
  repeat(): number
  of(socket: ClientSocket): Branch | undefined
  /** A branch whose socket has closed. Its client may answer on another socket. */
  orphan(): Branch | undefined
  withToken(token: string): Branch | undefined
  /** Removes the branch that won. The caller closes its media. */
  take(branch: Branch, winner: ClientSocket, forwarded: boolean): void
  remove(branch: Branch): void
  /** Sends `cancel` to a socket, at most once. */
  cancel(socket: ClientSocket): void
  /** Whether this socket has lost or left the call. All sockets use the same CallSid. */
  hasLeft(socket: ClientSocket): boolean
  cancelAll(): void
  /** Sends a message to every socket; false when none is connected. */
  broadcast(type: ServerMessageType, payload: object): boolean
}

export interface BranchOptions {
  readonly sid: string
  readonly accountSid: string
  readonly from: string
  readonly to: string
  readonly parameters: Readonly<Record<string, string>>
  readonly stirStatus?: string
}

export function createBranches(
  options: BranchOptions,
  { log, events, createMedia }: ClientTransportDeps & LegDeps,
  gone: AbortSignal,
  onInvited: () => void,
): Branches {
  const { sid } = options
  const branches = new Map<string, Branch>()
  const cancelled = new Set<string>()
  const invites = new WeakMap<Branch, object>()

  function cancel(socket: ClientSocket): void {
    if (cancelled.has(socket.id)) return
    cancelled.add(socket.id)
    socket.send('cancel', { callsid: sid })
  }

  async function offer(branch: Branch): Promise<void> {
    const { socket, media, token } = branch
    const sdp = await media.offer()
    if (gone.aborted || branches.get(socket.id) !== branch) return
    const invite = { callsid: sid, sdp, parameters: parametersOf(options), reconnect: token }
    invites.set(branch, invite)
    socket.send('invite', invite)
    events.emit({ type: 'invited', callSid: sid, identity: socket.identity, socket: socket.id })
    onInvited()
  }

  return {
    get count() {
      return branches.size
    },
    invite(socket) {
      const media = createMedia(socket.identity, {
        onWarning: (problem) => log('warn', 'media', { callSid: sid, problem }),
      })
      const branch = { socket, media, token: newReconnectToken() }
      branches.set(socket.id, branch)
      offer(branch).catch((error: unknown) =>
        log('error', 'no-offer', { callSid: sid, problem: errorMessage(error) }),
      )
    },
    repeat() {
      let sent = 0
      for (const branch of branches.values()) {
        const invite = invites.get(branch)
        if (invite === undefined || !branch.socket.alive) continue
        branch.socket.send('invite', invite)
        sent += 1
      }
      return sent
    },
    of: (socket) => branches.get(socket.id),
    orphan: () => [...branches.values()].find((branch) => !branch.socket.alive),
    withToken: (token) => [...branches.values()].find((branch) => branch.token === token),
    take(branch, winner, forwarded) {
      branches.delete(branch.socket.id)
      if (forwarded) closeQuietly(branch.media, log)
      if (winner !== branch.socket) cancel(branch.socket)
    },
    remove(branch) {
      branches.delete(branch.socket.id)
      // The client itself ended this branch, so it needs no `cancel`.
      cancelled.add(branch.socket.id)
      closeQuietly(branch.media, log)
    },
    cancel,
    hasLeft: (socket) => cancelled.has(socket.id),
    cancelAll() {
      for (const branch of branches.values()) {
        cancel(branch.socket)
        closeQuietly(branch.media, log)
      }
      branches.clear()
    },
    broadcast(type, payload) {
      const alive = [...branches.values()].filter((branch) => branch.socket.alive)
      for (const branch of alive) branch.socket.send(type, payload)
      return alive.length > 0
    },
  }
}

function parametersOf(options: BranchOptions): Record<string, string> {
  return {
    CallSid: options.sid,
    AccountSid: options.accountSid,
    ApiVersion: API_VERSION,
    From: options.from,
    To: options.to,
    ...(options.stirStatus === undefined ? {} : { StirStatus: options.stirStatus }),
    Params: Object.entries(options.parameters)
      .map(([name, value]) => `${parameterName(name)}=${encodeURIComponent(wellFormed(value))}`)
      .join('&'),
  }
}

/** The SDK decodes the values of custom parameters, but not their names. */
function parameterName(name: string): string {
  return wellFormed(name).replace(/[&=]/g, encodeURIComponent)
}

/** `encodeURIComponent` throws for half a surrogate pair, which JSON can contain. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}
