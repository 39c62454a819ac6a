import type {
  EndReason,
  EndedCall,
  Registration,
  LiveCall,
  OfflineReason,
  RejectionReason,
} from '../domain/phone.ts'
import { displayName } from '../domain/party.ts'

/** Something said to a person: what is so, and where it helps, what it means or what to do. */
export interface Message {
  readonly title: string
  readonly hint: string | null
}

const OFFLINE: Record<OfflineReason, Message> = {
  starting: { title: 'Starting', hint: null },
  network: { title: 'Offline', hint: 'This computer has no network. Calls cannot arrive until it is back.' },
  'token-service-unreachable': {
    title: 'Offline',
    hint: 'The sign-in service cannot be reached. Offhook keeps trying.',
  },
  'signalling-unreachable': {
    title: 'Offline',
    hint: 'The telephone network cannot be reached. Offhook keeps trying.',
  },
  'connection-changing': { title: 'Changing lines', hint: null },
  'renderer-gone': { title: 'Offline', hint: 'The phone stopped unexpectedly and is starting again.' },
}

const REFUSED: Record<RejectionReason, Message> = {
  unauthorised: {
    title: 'Sign-in failed',
    hint: 'Your secret is missing or was not accepted. Check it in Settings.',
  },
  'token-invalid': {
    title: 'Sign-in failed',
    hint: 'Twilio did not accept this account’s key. Check the line in Settings.',
  },
  'token-expired': {
    title: 'Sign-in failed',
    hint: 'Your access has expired and was not renewed. Check the line in Settings.',
  },
  'not-a-voice-token': {
    title: 'Sign-in failed',
    hint: 'The service answered, but not with permission to make calls. Ask the person who runs it.',
  },
  'not-configured': { title: 'No line yet', hint: 'Choose a line in Settings.' },
}

/** Whether calls can arrive, in words. */
export function registrationMessage(line: Registration): Message {
  switch (line.state) {
    case 'registered':
      return { title: 'Ready for incoming calls', hint: `You are ${line.identity}.` }
    case 'connecting':
      return { title: 'Connecting', hint: 'Calls cannot arrive yet.' }
    case 'offline':
      return OFFLINE[line.reason]
    case 'rejected':
      return REFUSED[line.reason]
  }
}

const NOT_COMPLETED: Record<
  Exclude<EndReason, 'local-hangup' | 'remote-hangup'>,
  (who: string) => Message
> = {
  rejected: (who) => ({ title: 'Call rejected', hint: `You rejected the call from ${who}.` }),
  missed: (who) => ({ title: 'Missed call', hint: `The call from ${who} was not answered.` }),
  'rejected-dnd': (who) => ({
    title: 'Missed call',
    hint: `Do not disturb was on. ${who} heard a busy tone.`,
  }),
  canceled: (who) => ({ title: 'Call cancelled', hint: `You hung up before ${who} answered.` }),
  busy: (who) => ({ title: 'Busy', hint: `${who} is busy or declined the call.` }),
  declined: (who) => ({ title: 'Call declined', hint: `${who} declined the call.` }),
  'no-answer': (who) => ({ title: 'No answer', hint: `${who} did not answer.` }),
  unreachable: (who) => ({
    title: 'Cannot be reached',
    hint: `${who} is not online or not in service, or the call was refused.`,
  }),
  'not-answered': (who) => ({
    title: 'Not answered',
    hint: `${who} did not answer or declined, or cannot be reached.`,
  }),
  'application-error': () => ({
    title: 'Call failed',
    hint: 'The service that connects your calls is not working. Try again later.',
  }),
  'microphone-denied': () => ({
    title: 'No microphone permission',
    hint: 'Allow it in your system settings, then try again.',
  }),
  'microphone-missing': () => ({
    title: 'No microphone found',
    hint: 'Plug in a microphone or headset, then try again.',
  }),
  'connection-lost': (who) => ({ title: 'Connection lost', hint: `The call with ${who} was cut off.` }),
  'app-terminated': (who) => ({
    title: 'Call cut off',
    hint: `The call with ${who} was cut off when Offhook stopped.`,
  }),
  'not-allowed': () => ({ title: 'Call not allowed', hint: 'This line may not make that call.' }),
  failed: (who) => ({ title: 'Call failed', hint: `The call with ${who} could not be completed.` }),
}

/**
 * An application that answers a call before it dials connects the caller first. A busy or unassigned number then looks like a call
 * that ends after a moment, although no person has hung up.
 */
const ENDED_AT_ONCE = 'The other side ended the call.'
const AT_ONCE_MS = 3_000

function endedAtOnce({ direction, connectedAt, endedAt }: EndedCall): boolean {
  return direction === 'outgoing' && connectedAt !== null && endedAt - connectedAt < AT_ONCE_MS
}

/** The text for the end of a call. `isPractice`: it was on the practice line, where only some numbers exist. */
export function endReasonMessage(call: EndedCall, country: string, isPractice = false): Message {
  const who = displayName(call.party, country)
  if (isPractice && call.endReason === 'unreachable')
    return {
      title: 'Cannot be reached',
      hint: 'The practice line reaches only its test numbers and the people who practise with you.',
    }
  switch (call.endReason) {
    case 'local-hangup':
      return { title: 'Call ended', hint: `You ended the call with ${who}.` }
    case 'remote-hangup':
      return { title: 'Call ended', hint: endedAtOnce(call) ? ENDED_AT_ONCE : `${who} hung up.` }
    default:
      return NOT_COMPLETED[call.endReason](who)
  }
}

/** What a call that is not over is doing, in a word or two. */
export function callStateMessage(call: LiveCall): string {
  switch (call.state) {
    case 'ringing':
      return 'Incoming call'
    case 'accepting':
      return 'Answering'
    case 'connecting':
      return 'Connecting'
    // Not "Ringing": Twilio reports this as soon as it has accepted the call, before anything rings.
    case 'remote-ringing':
      return 'Calling'
    case 'connected':
      if (call.noAudio) return 'No sound from the other side'
      return call.muted ? 'You are muted' : 'Connected'
    case 'reconnecting':
      return 'Reconnecting'
  }
}

/** Below the status of a call from which no audio arrives. */
export const NO_AUDIO_HINT = 'Trying to restore it. If this takes long, hang up and call again.'
