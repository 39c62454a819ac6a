import { DtlsServer, type RTCDtlsTransport } from 'werift'
import { proveClient, type DtlsProof, type Fingerprint } from './dtls-proof.ts'
import { handshakeRecord, readRecords, RECORD, type DtlsRecord } from './dtls-records.ts'
import { createHandshakeAssembly, type HandshakeMessage } from './handshake-assembly.ts'

export interface DtlsGuard {
  /** Checks a DTLS datagram and passes the accepted records to the stack. */
  receive(datagram: Buffer, deliver: (datagram: Buffer) => void): void
  /** Whether the client's identity is verified; until then no audio may pass. */
  readonly isProven: boolean
  readonly retainedBytes: number
}

export interface DtlsGuardEvents {
  /** The client is not the one that its SDP names: the leg must close. */
  onFailed(problem: string): void
  /** The client has closed the DTLS connection with an authenticated alert. */
  onClosed(): void
}

const [CLIENT_HELLO, FINISHED] = [1, 20]
/** The messages that a client sends in plaintext: ClientHello, Certificate, CertificateVerify, ClientKeyExchange. */
const PLAINTEXT_MESSAGES = [CLIENT_HELLO, 11, 15, 16]
const FINISHED_MESSAGE_BYTES = 24
const FATAL = 2
const CLOSE_NOTIFY = 0
/** Each ClientHello makes the exchange generate a key pair. A client that loses half of its datagrams needs fewer attempts. */
const MAX_HELLOS = 32

/**
 * Filters the input of werift's DTLS server, which obeys plaintext alerts and unknown records, restarts on any ClientHello, stores
 * fragments without a limit, and does not verify the client. The stack gets complete handshake messages in order and a Finished
 * that decrypts. Alerts are decrypted here, and all else is dropped.
 */
export function createDtlsGuard(
  transport: RTCDtlsTransport,
  fingerprints: () => readonly Fingerprint[],
  events: DtlsGuardEvents,
): DtlsGuard {
  const assembly = createHandshakeAssembly()
  let proof: DtlsProof | undefined
  let server: DtlsServer | undefined
  let failed = false
  let hellos = 0

  function fail(problem: string): void {
    if (failed) return
    failed = true
    assembly.clear()
    events.onFailed(problem)
  }

  /** Also true when the stack's DTLS server could not be attached to. */
  function attach(): DtlsServer | undefined {
    const now = transport.dtls
    if (now === server) return server
    if (server || !(now instanceof DtlsServer)) {
      fail('the WebRTC stack has another DTLS connection than expected')
      return undefined
    }
    server = now
    proof = proveClient(now, fingerprints, ({ message }) => fail(message))
    return server
  }

  function mayHandle({ type, isRepeated }: HandshakeMessage): boolean {
    if (type !== CLIENT_HELLO) return !isRepeated && PLAINTEXT_MESSAGES.includes(type)
    hellos += 1
    return proof?.isGreeting === true && hellos <= MAX_HELLOS
  }

  function plaintext({ type, fragment }: DtlsRecord, deliver: (datagram: Buffer) => void): void {
    if (type !== RECORD.handshake || proof?.isComplete) return
    for (const message of assembly.push(fragment))
      if (!failed && mayHandle(message)) deliver(handshakeRecord(message.bytes))
  }

  function encrypted(record: DtlsRecord, connection: DtlsServer, deliver: (datagram: Buffer) => void): void {
    if (record.type !== RECORD.handshake && record.type !== RECORD.alert) return
    const content = decrypted(connection, record)
    if (!content) return
    if (record.type === RECORD.handshake) {
      const isFinished = content.length === FINISHED_MESSAGE_BYTES && content[0] === FINISHED
      if (isFinished) deliver(record.bytes)
    } else if (content.length === 2 && (content[0] === FATAL || content[1] === CLOSE_NOTIFY))
      events.onClosed()
  }

  return {
    receive(datagram, deliver) {
      if (failed || !transport.dtls) return
      const connection = attach()
      if (!connection) return
      for (const record of readRecords(datagram)) {
        if (failed) return
        if (record.epoch === 0) plaintext(record, deliver)
        else if (record.epoch === 1) encrypted(record, connection, deliver)
      }
      if (proof?.isComplete) assembly.clear()
    },
    get isProven() {
      return !failed && proof?.isComplete === true && server !== undefined && transport.dtls === server
    },
    get retainedBytes() {
      return assembly.retainedBytes
    },
  }
}

/** Undefined when the record is not from the client, or arrives too early. */
function decrypted({ cipher, sessionType }: DtlsServer, record: DtlsRecord): Buffer | undefined {
  const { type, version, epoch, sequenceNumber, fragment } = record
  try {
    return cipher.cipher.decrypt(sessionType, fragment, { type, version, epoch, sequenceNumber })
  } catch {
    return undefined
  }
}
