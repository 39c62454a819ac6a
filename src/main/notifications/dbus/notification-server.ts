import * as v from 'valibot'
import { BUS, type Bus, type Method, type Signal } from '../../lib/dbus/bus.ts'

const NAME = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'

/** The parameters of `Notify` (Desktop Notifications Specification). */
export interface Notification {
  /** The id of the notification to replace, or 0. */
  readonly replacesId: number
  readonly appIcon: string
  readonly summary: string
  readonly body: string
  /** Key and label alternate. */
  readonly actions: readonly string[]
  /** Name, D-Bus signature and value. */
  readonly hints: readonly (readonly [string, string, unknown])[]
  /** Whether the server may close it by itself. */
  readonly expires: boolean
}

/** A notification on the screen. Each server counts from 1, so the id is unique only together with the server. */
export interface ServerNotificationId {
  /** The unique name of the server on the bus, which is never reused. */
  readonly from: string
  readonly id: number
}

export type ServerEvent =
  | { readonly type: 'action'; readonly shown: ServerNotificationId; readonly action: string }
  /** Emitted before the action it belongs to: on Wayland it allows Offhook's window to be raised. */
  | { readonly type: 'token'; readonly shown: ServerNotificationId; readonly token: string }
  /** `reason` as the specification numbers it: 1 expired, 2 dismissed, 3 closed by a call, 4 anything else. */
  | { readonly type: 'closed'; readonly shown: ServerNotificationId; readonly reason: number }
  /** Another process serves notifications from now on (true), or none does (false). */
  | { readonly type: 'owner'; readonly present: boolean }

/** The notification server of the session; there is at most one at a time. */
export interface NotificationServer {
  /** Returns the unique name, the name and the capabilities of the current server. Starts one if the bus can activate it. */
  describe(): Promise<{ owner: string; name: string; capabilities: ReadonlySet<string> }>
  /** Returns the id of the notification once this server has it. Rejects if the server was replaced. */
  notify(owner: string, notification: Notification): Promise<ServerNotificationId>
  closeNotification(shown: ServerNotificationId): Promise<void>
  onEvent(listener: (event: ServerEvent) => void): void
}

const id = v.pipe(v.number(), v.integer(), v.minValue(0))
const Information = v.looseTuple([v.string(), v.string(), v.string()])
const Capabilities = v.looseTuple([v.array(v.string())])
const NotifyAnswer = v.looseTuple([id])
const NameOwner = v.looseTuple([v.string()])
const ActionInvoked = v.looseTuple([id, v.string()])
const NotificationClosed = v.looseTuple([id, id])
/** The token of the server is passed on in an environment variable, so its form is checked. */
const ActivationToken = v.looseTuple([
  id,
  v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[\x21-\x7e]+$/)),
])
const NameOwnerChanged = v.looseTuple([v.literal(NAME), v.string(), v.string()])

const method = (member: string, destination = NAME): Method => ({
  destination,
  path: PATH,
  interface: NAME,
  member,
})

/** Subscribes to the signals of the server and to changes of its owner. Rejects with a readable message if the bus refuses. */
export async function openNotificationServer(bus: Bus): Promise<NotificationServer> {
  const listeners: ((event: ServerEvent) => void)[] = []

  bus.onSignal((signal) => {
    const event = signal.interface === BUS.interface ? readOwner(signal) : readSignal(signal)
    if (event) for (const listener of listeners) listener(event)
  })
  const addMatch = (rule: string) =>
    bus.call({ ...BUS, member: 'AddMatch' }, { signature: 's', body: [rule] })
  await addMatch(`type='signal',sender='${NAME}',interface='${NAME}',path='${PATH}'`)
  await addMatch(
    `type='signal',sender='${BUS.destination}',interface='${BUS.interface}',member='NameOwnerChanged',arg0='${NAME}'`,
  )

  const closeNotification = async ({ from, id: closed }: ServerNotificationId) => {
    await bus.call(method('CloseNotification', from), { signature: 'u', body: [closed] })
  }

  return {
    async describe() {
      const [name] = v.parse(Information, await bus.call(method('GetServerInformation')))
      const [owner] = v.parse(
        NameOwner,
        await bus.call({ ...BUS, member: 'GetNameOwner' }, { signature: 's', body: [NAME] }),
      )
      const [capabilities] = v.parse(Capabilities, await bus.call(method('GetCapabilities', owner)))
      return { owner, name, capabilities: new Set(capabilities) }
    },
    async notify(owner, { replacesId, appIcon, summary, body: text, actions, hints, expires }) {
      // A notification shown after the timeout could never be closed, because its id is unknown.
      const onLate = (values: readonly unknown[]) => {
        const late = v.safeParse(NotifyAnswer, values)
        if (late.success) closeNotification({ from: owner, id: late.output[0] }).catch(() => {})
      }
      const dictionary = hints.map(([name, signature, value]) => [name, [signature, value]])
      const timeout = expires ? SERVER_DEFAULT : NEVER_EXPIRES
      const body = ['Offhook', replacesId, appIcon, summary, text, actions, dictionary, timeout]
      const [answer] = v.parse(
        NotifyAnswer,
        await bus.call(method('Notify', owner), { signature: 'susssasa{sv}i', body, onLate }),
      )
      return { from: owner, id: answer }
    },
    closeNotification,
    onEvent(listener) {
      listeners.push(listener)
    },
  }
}

const NEVER_EXPIRES = 0
const SERVER_DEFAULT = -1

function readOwner(signal: Signal) {
  if (signal.member !== 'NameOwnerChanged' || signal.sender !== BUS.destination) return undefined
  const change = v.safeParse(NameOwnerChanged, signal.body)
  if (!change.success) return undefined
  const [, , next] = change.output
  return { type: 'owner', present: next !== '' } as const
}

type NotificationSignal = Exclude<ServerEvent, { type: 'owner' }>

/** Any program on the bus can emit these signals, so listeners must check that the sender shows a notification of Offhook. */
function readSignal({ sender: from, interface: name, member, body }: Signal): NotificationSignal | undefined {
  if (name !== NAME) return undefined
  if (member === 'ActionInvoked') {
    const said = v.safeParse(ActionInvoked, body)
    return said.success
      ? { type: 'action', shown: { from, id: said.output[0] }, action: said.output[1] }
      : undefined
  }
  if (member === 'ActivationToken') {
    const said = v.safeParse(ActivationToken, body)
    return said.success
      ? { type: 'token', shown: { from, id: said.output[0] }, token: said.output[1] }
      : undefined
  }
  if (member !== 'NotificationClosed') return undefined
  const said = v.safeParse(NotificationClosed, body)
  return said.success
    ? { type: 'closed', shown: { from, id: said.output[0] }, reason: said.output[1] }
    : undefined
}
