import type { Ending, EndedCall, Line, LiveCall, OfflineReason, RefusalReason } from '../domain/phone.ts'
import { partyTitle } from '../domain/party.ts'

/** Something said to a person: what is so, and where it helps, what it means or what to do. */
export interface Words {
  readonly title: string
  readonly hint: string | null
}

const OFFLINE: Record<OfflineReason, Words> = {
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
  'line-changing': { title: 'Changing lines', hint: null },
  'phone-gone': { title: 'Offline', hint: 'The phone stopped unexpectedly and is starting again.' },
}

const REFUSED: Record<RefusalReason, Words> = {
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
export function lineWords(line: Line): Words {
  switch (line.state) {
    case 'ready':
      return { title: 'Ready for incoming calls', hint: `You are ${line.identity}.` }
    case 'connecting':
      return { title: 'Connecting', hint: 'Calls cannot arrive yet.' }
    case 'offline':
      return OFFLINE[line.reason]
    case 'refused':
      return REFUSED[line.reason]
  }
}

const NOT_DONE: Record<Exclude<Ending, 'hung-up' | 'hung-up-remotely'>, (who: string) => Words> = {
  rejected: (who) => ({ title: 'Call rejected', hint: `You rejected the call from ${who}.` }),
  missed: (who) => ({ title: 'Missed call', hint: `The call from ${who} was not answered.` }),
  'turned-away': (who) => ({
    title: 'Missed call',
    hint: `Do not disturb was on. ${who} heard a busy tone.`,
  }),
  'given-up': (who) => ({ title: 'Call cancelled', hint: `You hung up before ${who} answered.` }),
  busy: (who) => ({ title: 'Busy', hint: `${who} is busy or declined the call.` }),
  'rejected-remotely': (who) => ({ title: 'Call declined', hint: `${who} declined the call.` }),
  'no-answer': (who) => ({ title: 'No answer', hint: `${who} did not answer.` }),
  unreachable: (who) => ({
    title: 'Cannot be reached',
    hint: `${who} is not online or not in service, or the call was refused.`,
  }),
  'not-answered': (who) => ({
    title: 'Not answered',
    hint: `${who} did not answer or declined, or cannot be reached.`,
  }),
  'service-failed': () => ({
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
  stopped: (who) => ({
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
const AT_ONCE = 'The other side ended the call.'
const MOMENT_MS = 3_000

function endedAtOnce({ direction, openedAt, endedAt }: EndedCall): boolean {
  return direction === 'outgoing' && openedAt !== null && endedAt - openedAt < MOMENT_MS
}

/** The text for the end of a call. `isPractice`: it was on the practice line, where only some numbers exist. */
export function endingWords(call: EndedCall, country: string, isPractice = false): Words {
  const who = partyTitle(call.party, country)
  if (isPractice && call.ending === 'unreachable')
    return {
      title: 'Cannot be reached',
      hint: 'The practice line reaches only its test numbers and the people who practise with you.',
    }
  switch (call.ending) {
    case 'hung-up':
      return { title: 'Call ended', hint: `You ended the call with ${who}.` }
    case 'hung-up-remotely':
      return { title: 'Call ended', hint: endedAtOnce(call) ? AT_ONCE : `${who} hung up.` }
    default:
      return NOT_DONE[call.ending](who)
  }
}

/** What a call that is not over is doing, in a word or two. */
export function phaseWords(call: LiveCall): string {
  switch (call.phase) {
    case 'ringing':
      return 'Incoming call'
    case 'answering':
      return 'Answering'
    case 'dialling':
      return 'Connecting'
    // Not "Ringing": Twilio reports this as soon as it has accepted the call, before anything rings.
    case 'alerting':
      return 'Calling'
    case 'open':
      if (call.noAudio) return 'No sound from the other side'
      return call.muted ? 'You are muted' : 'Connected'
    case 'reconnecting':
      return 'Reconnecting'
  }
}

/** Below the status of a call from which no audio arrives. */
export const NO_AUDIO_HINT = 'Trying to restore it. If this takes long, hang up and call again.'
