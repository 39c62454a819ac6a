import * as v from 'valibot'
import { BUS, type Bus, type Method, type Signal } from './dbus-bus.ts'

const NAME = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'

/** What `Notify` takes, in the words of the Desktop Notifications Specification. */
export interface Notification {
  /** The id of the one it takes the place of, or 0. */
  readonly replacesId: number
  readonly appIcon: string
  readonly summary: string
  readonly body: string
  /** Key and label alternate. */
  readonly actions: readonly string[]
  /** Name, D-Bus signature and value. */
  readonly hints: readonly (readonly [string, string, unknown])[]
  /** Whether the server may take it away when it thinks fit. */
  readonly expires: boolean
}

export type ServerEvent =
  | { readonly type: 'action'; readonly id: number; readonly action: string }
  /** `reason` as the specification numbers it: 1 expired, 2 dismissed, 3 closed by a call, 4 anything else. */
  | { readonly type: 'closed'; readonly id: number; readonly reason: number }
  /** Another process serves notifications from now on (true), or none does (false). */
  | { readonly type: 'owner'; readonly present: boolean }

/** The notification server of the session, as it is at the moment. */
export interface NotificationServer {
  /** Its name and what it can do. Starts the server where the bus knows how to. */
  describe(): Promise<{ name: string; capabilities: ReadonlySet<string> }>
  /** Answers the notification's id once the server has it. */
  notify(notification: Notification): Promise<number>
  closeNotification(id: number): Promise<void>
  onEvent(listener: (event: ServerEvent) => void): void
}

const id = v.pipe(v.number(), v.integer(), v.minValue(0))
const Information = v.looseTuple([v.string(), v.string(), v.string()])
const Capabilities = v.looseTuple([v.array(v.string())])
const NotifyAnswer = v.looseTuple([id])
const ActionInvoked = v.looseTuple([id, v.string()])
const NotificationClosed = v.looseTuple([id, id])
const NameOwnerChanged = v.looseTuple([v.literal(NAME), v.string(), v.string()])

const method = (member: string): Method => ({ destination: NAME, path: PATH, interface: NAME, member })

/** Listens for the server's signals and for servers that come and go. Rejects in words when the bus does not let us. */
export async function openNotificationServer(bus: Bus): Promise<NotificationServer> {
  const listeners: ((event: ServerEvent) => void)[] = []
  let owner = ''

  bus.onSignal((signal) => {
    const event = signal.interface === BUS.interface ? readOwner(signal) : readSignal(signal, owner)
    if (event?.type === 'owner') owner = event.owner
    if (event) for (const listener of listeners) listener(event)
  })
  const addMatch = (rule: string) =>
    bus.call({ ...BUS, member: 'AddMatch' }, { signature: 's', body: [rule] })
  await addMatch(`type='signal',sender='${NAME}',interface='${NAME}',path='${PATH}'`)
  await addMatch(
    `type='signal',sender='${BUS.destination}',interface='${BUS.interface}',member='NameOwnerChanged',arg0='${NAME}'`,
  )
  owner = await ownerOf(bus)

  const closeNotification = async (closed: number) => {
    await bus.call(method('CloseNotification'), { signature: 'u', body: [closed] })
  }
  // One that appears after we have given up on it would stay for ever: nobody knows its id.
  const onLate = (values: readonly unknown[]) => {
    const answer = v.safeParse(NotifyAnswer, values)
    if (answer.success) closeNotification(answer.output[0]).catch(() => {})
  }

  return {
    async describe() {
      const [name] = v.parse(Information, await bus.call(method('GetServerInformation')))
      const [capabilities] = v.parse(Capabilities, await bus.call(method('GetCapabilities')))
      owner = await ownerOf(bus)
      return { name, capabilities: new Set(capabilities) }
    },
    async notify({ replacesId, appIcon, summary, body: text, actions, hints, expires }) {
      const dictionary = hints.map(([name, signature, value]) => [name, [signature, value]])
      const timeout = expires ? AS_IT_LIKES : NEVER_EXPIRES
      const body = ['Offhook', replacesId, appIcon, summary, text, actions, dictionary, timeout]
      const [answer] = v.parse(
        NotifyAnswer,
        await bus.call(method('Notify'), { signature: 'susssasa{sv}i', body, onLate }),
      )
      return answer
    },
    closeNotification,
    onEvent(listener) {
      listeners.push(listener)
    },
  }
}

const NEVER_EXPIRES = 0
const AS_IT_LIKES = -1

async function ownerOf(bus: Bus): Promise<string> {
  // No owner is an error to the bus; to us it means that the server has yet to be started.
  const answer = await bus
    .call({ ...BUS, member: 'GetNameOwner' }, { signature: 's', body: [NAME] })
    .catch(() => [''])
  const [name] = v.parse(v.looseTuple([v.string()]), answer)
  return name
}

function readOwner(signal: Signal) {
  if (signal.member !== 'NameOwnerChanged' || signal.sender !== BUS.destination) return undefined
  const change = v.safeParse(NameOwnerChanged, signal.body)
  if (!change.success) return undefined
  const [, , next] = change.output
  return { type: 'owner', present: next !== '', owner: next } as const
}

type Said = Exclude<ServerEvent, { type: 'owner' }>

/** Signals count only when the server itself sent them: anybody on the bus could make one up. */
function readSignal({ sender, interface: from, member, body }: Signal, owner: string): Said | undefined {
  if (from !== NAME || sender !== owner) return undefined
  if (member === 'ActionInvoked') {
    const action = v.safeParse(ActionInvoked, body)
    return action.success ? { type: 'action', id: action.output[0], action: action.output[1] } : undefined
  }
  if (member !== 'NotificationClosed') return undefined
  const closed = v.safeParse(NotificationClosed, body)
  return closed.success ? { type: 'closed', id: closed.output[0], reason: closed.output[1] } : undefined
}
