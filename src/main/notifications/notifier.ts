import type { Timestamp } from '../../shared/domain/phone.ts'
import { t } from '../../shared/messages/translate.ts'

/** A button. `id` comes back when it is pressed: anything but `open` and `default`. */
export interface ToastAction {
  readonly id: string
  readonly label: string
}

/** What to tell the person, in plain text: each adapter escapes as its server needs. */
export interface Toast {
  /** One subject, one key: showing the same key again replaces what is there. */
  readonly key: string
  /**
   * - `call`: urgent, over everything, and there until it is closed.
   * - `missed`: there until it is closed, but not urgent.
   * - `hint`: goes by itself.
   */
  readonly kind: 'call' | 'missed' | 'hint'
  readonly title: string
  readonly body: string
  /** The wanted one first. Some systems show two, and some keep them in a menu or show none. */
  readonly actions: readonly ToastAction[]
}

/** What a person can do about a ringing call. */
export const callActions = () =>
  [
    { id: 'accept', label: t('call.accept') },
    { id: 'reject', label: t('call.reject') },
  ] as const satisfies readonly ToastAction[]

/** Accept during another call, which it ends. The id differs, so that the action always matches the label that was read. */
export const callActionsInCall = () =>
  [
    { id: 'end-and-accept', label: t('call.end-and-accept') },
    { id: 'reject', label: t('call.reject') },
  ] as const satisfies readonly ToastAction[]

export type ShowResult =
  | {
      readonly status: 'shown'
      /** Whether its buttons can be seen on it: some servers keep them in a menu. */
      readonly buttons: boolean
      /** When the server confirmed it, by the clock of this computer. */
      readonly at: Timestamp
      /** Who shows it, for the log. */
      readonly by: string
    }
  | { readonly status: 'failed'; readonly reason: string }

/**
 * Why a notification is no longer there.
 * - `expired`: the server took it away by itself. `dismissed`: the person did, or pressed an action.
 * - `closed-by-us`: because of `close`. `server-gone`: its server went away with it. `unknown`: it did not say.
 */
export type CloseReason = 'expired' | 'dismissed' | 'closed-by-us' | 'server-gone' | 'unknown'

export type NotifierEvent =
  | {
      readonly type: 'action'
      readonly key: string
      /** The id of one of the toast's actions, or `open`: the toast itself was pressed. */
      readonly action: string
      /** Wayland: the activation token, which allows the opened window to be raised. Absent if the server sent none. */
      readonly activationToken?: string
      readonly at: Timestamp
    }
  | { readonly type: 'closed'; readonly key: string; readonly reason: CloseReason; readonly at: Timestamp }
  /** A server came (back): what should be on the screen has to be shown once more. */
  | { readonly type: 'available'; readonly at: Timestamp }
  /** The notification server may have changed or ended: read `capabilities` again after `warm`. */
  | { readonly type: 'changed' }

/** What the server in use can do; null while none is known. */
export interface NotifierCapabilities {
  readonly server: string
  /** Whether the buttons of a notification can be seen on it. */
  readonly buttons: boolean
}

/** Native notifications of the operating system. No method rejects or throws. */
export interface Notifier {
  readonly capabilities: NotifierCapabilities | null
  /** Gets ready, so that the first `show` is quick. */
  prepare(): Promise<void>
  show(toast: Toast): Promise<ShowResult>
  /** Takes it off the screen; a key that is not there is fine. */
  close(key: string): Promise<void>
  on(listener: (event: NotifierEvent) => void): () => void
}
