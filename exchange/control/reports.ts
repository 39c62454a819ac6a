import type { ClientLeg, ScriptedLeg } from '../model/leg-types.ts'
import type { Leg } from '../model/leg.ts'
import type { CallStatus, HangupCause } from '../model/hangup-causes.ts'
import type { Session } from '../signalling/session-types.ts'

interface AudioReading {
  /** The strongest frequency in hertz; null for silence. */
  readonly hz: number | null
  /** -100 (silence) to 0. */
  readonly dbfs: number
}

interface LegReport {
  readonly sid: string
  readonly parentSid?: string
  readonly kind: 'client' | 'party'
  readonly direction: Leg['direction']
  readonly from: string
  readonly to: string
  readonly status: CallStatus
  readonly reason?: HangupCause
  readonly startedAt: string
  readonly answeredAt?: string
  readonly endedAt?: string
  /** The digits from this party; in the report of a call, those from its clients. */
  readonly digits: string
  /** Audio from this party (`said`) and to it (`heard`), over the last half second. */
  readonly said: AudioReading
  readonly heard: AudioReading
}

export interface CallReport extends LegReport {
  readonly legs: readonly LegReport[]
  /** Digits that the scripted endpoint received. */
  readonly digitsHeard: string
  /** Audio to and from the far end: the scripted endpoint, or else the other client. */
  readonly audio: {
    readonly heardHz: number | null
    readonly heardDbfs: number
    readonly sentHz: number | null
    readonly sentDbfs: number
  } | null
}

export interface ClientReport {
  readonly identity: string
  readonly registered: boolean
  readonly sockets: readonly {
    readonly id: string
    readonly registered: boolean
    readonly tokenExpiresAt: string
  }[]
  /** CallSids of the client's ongoing calls. */
  readonly calls: readonly string[]
}

function reportLeg(leg: Leg): LegReport {
  return {
    sid: leg.sid,
    ...(leg.parentSid === undefined ? {} : { parentSid: leg.parentSid }),
    kind: leg.kind,
    direction: leg.direction,
    from: leg.from,
    to: leg.to,
    status: leg.status,
    ...(leg.hangupCause === undefined ? {} : { reason: leg.hangupCause }),
    startedAt: iso(leg.startedAt),
    ...(leg.answeredAt === undefined ? {} : { answeredAt: iso(leg.answeredAt) }),
    ...(leg.endedAt === undefined ? {} : { endedAt: iso(leg.endedAt) }),
    digits: leg.digits,
    said: soundOf(leg.inboundMeter),
    heard: soundOf(leg.outboundMeter),
  }
}

/** The report of one call from its legs, the caller's first, and the requested SID. */
export function reportCall(
  legs: readonly Leg[],
  callSid: string,
  party: ScriptedLeg | undefined,
): CallReport | undefined {
  const named = legs.find((leg) => leg.sid === callSid) ?? legs[0]
  if (!named) return undefined
  const others = legs.filter((leg) => leg !== named)
  const far = party ?? others.find((leg) => leg.status === 'in-progress') ?? others.at(-1)
  const heard = far && soundOf(far.outboundMeter)
  const said = far && soundOf(far.inboundMeter)
  return {
    ...reportLeg(named),
    digits: legs
      .filter((leg) => leg.kind === 'client')
      .map((leg) => leg.digits)
      .join(''),
    legs: legs.map(reportLeg),
    digitsHeard: party?.receivedDigits() ?? '',
    audio:
      heard && said
        ? { heardHz: heard.hz, heardDbfs: heard.dbfs, sentHz: said.hz, sentDbfs: said.dbfs }
        : null,
  }
}

export function reportClients(
  sessions: Iterable<Session>,
  calls: readonly ClientLeg[],
): readonly ClientReport[] {
  const byIdentity = new Map<string, Session[]>()
  for (const session of sessions) {
    if (session.claims === undefined) continue
    const own = byIdentity.get(session.identity)
    if (own) own.push(session)
    else byIdentity.set(session.identity, [session])
  }
  return [...byIdentity].map(([identity, own]) => ({
    identity,
    registered: own.some((session) => session.reachable),
    sockets: own.map((session) => ({
      id: session.id,
      registered: session.registered,
      tokenExpiresAt: iso((session.claims?.expiresAt ?? 0) * 1000),
    })),
    calls: calls.filter((end) => end.identity === identity).map((end) => end.sid),
  }))
}

function soundOf(meter: Leg['inboundMeter']): AudioReading {
  const { hz, levelDbfs } = meter.read()
  return { hz, dbfs: levelDbfs }
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
