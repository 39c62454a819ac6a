import type {
  CallId,
  EndedCall,
  EndReason,
  OfflineReason,
  Party,
  RejectionReason,
  Timestamp,
} from './phone.ts'

/** What a telephone line reports. Every event says when it happened; none says what to show. */
export type TelephonyEvent =
  | { readonly type: 'registration-connecting'; readonly at: Timestamp }
  | { readonly type: 'registration-registered'; readonly at: Timestamp; readonly identity: string }
  | {
      readonly type: 'registration-offline'
      readonly at: Timestamp
      readonly reason: OfflineReason
      readonly detail: string | null
    }
  | {
      readonly type: 'registration-rejected'
      readonly at: Timestamp
      readonly reason: RejectionReason
      readonly detail: string | null
    }
  | {
      readonly type: 'incoming'
      readonly at: Timestamp
      readonly id: CallId
      readonly sid: string
      readonly from: Party
    }
  | {
      readonly type: 'remote-ringing'
      readonly at: Timestamp
      readonly id: CallId
      readonly sid: string | null
    }
  | { readonly type: 'connected'; readonly at: Timestamp; readonly id: CallId; readonly sid: string | null }
  | { readonly type: 'reconnecting'; readonly at: Timestamp; readonly id: CallId }
  | { readonly type: 'reconnected'; readonly at: Timestamp; readonly id: CallId }
  | { readonly type: 'audio'; readonly at: Timestamp; readonly id: CallId; readonly arriving: boolean }
  | { readonly type: 'muted'; readonly at: Timestamp; readonly id: CallId; readonly muted: boolean }
  | {
      readonly type: 'ended'
      readonly at: Timestamp
      readonly id: CallId
      readonly endReason: EndReason
      readonly detail: string | null
    }

/** What the person did here that changes the state before the line has answered. */
type UserEvent =
  | { readonly type: 'accepting'; readonly at: Timestamp; readonly id: CallId }
  | {
      readonly type: 'connecting'
      readonly at: Timestamp
      readonly id: CallId
      readonly to: Party
      /** Groups of keys to offer once the call is connected. */
      readonly postDial?: readonly string[]
    }
  /** The first group of the call's keys was sent. */
  | { readonly type: 'post-dial-sent'; readonly at: Timestamp; readonly id: CallId }

/** A call that a page took with it when it died: all that is left is to say so. */
interface OrphanedCallEvent {
  readonly type: 'orphaned'
  readonly at: Timestamp
  readonly call: EndedCall
}

/** Main says of a call that it was placed to test the ring. */
interface TestCallEvent {
  readonly type: 'mark-test-call'
  readonly at: Timestamp
  readonly id: CallId
}

export type PhoneEvent = TelephonyEvent | UserEvent | OrphanedCallEvent | TestCallEvent
