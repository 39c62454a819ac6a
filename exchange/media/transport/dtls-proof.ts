import { createHash, timingSafeEqual, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { CipherContext, type DtlsServer } from 'werift'

export interface Fingerprint {
  /** The hash function, such as `sha-256`. */
  readonly algorithm: string
  /** Pairs of upper-case hexadecimal digits, separated by colons. */
  readonly value: string
}

/** Why a client is not the one that its SDP names. */
export class ProofError extends Error {
  override readonly name = 'ProofError'
}

export interface DtlsProof {
  /** The client has the private key of the certificate that its SDP names, and both sides saw the same handshake. */
  readonly isComplete: boolean
  /** The next message may be a repetition of the first flight. */
  readonly isGreeting: boolean
}

const [CLIENT_HELLO, CERTIFICATE, CERTIFICATE_VERIFY, CLIENT_KEY_EXCHANGE, FINISHED] = [1, 11, 15, 16, 20]
const ECDSA_SHA256 = 0x0403
const RSA_PKCS1_SHA256 = 0x0401
/** werift's value for the side that sends `client finished`. */
const CLIENT_SESSION = 1
const FINISHED_BYTES = 12

type Step = 'hello' | 'key exchange' | 'certificate verify' | 'finished' | 'complete' | 'failed'

/**
 * Verifies what werift 0.24 receives but does not check (RFC 5246, 7.4.8 and 7.4.9; RFC 8122, 5): the client's messages arrive in
 * protocol order, each once; its certificate has the fingerprint in its SDP; CertificateVerify is signed with the key of that
 * certificate; Finished is correct. A message that fails is not passed to the stack: `onFailed` gets the reason, and `isComplete`
 * stays false.
 */
export function proveClient(
  server: DtlsServer,
  fingerprints: () => readonly Fingerprint[],
  onFailed: (error: ProofError) => void,
): DtlsProof {
  const handle = server.onHandleHandshakes
  let step: Step = 'hello'
  let key: KeyObject | undefined

  /** The handshake messages so far, which must be identical on both sides. */
  const transcript = (): Buffer =>
    Buffer.concat(server.dtls.sortedHandshakeCache.map((message) => message.serialize()))

  function check(type: number, body: Buffer): Step {
    if (type === CLIENT_HELLO && step === 'hello') return 'hello'
    if (type === CERTIFICATE && step === 'hello') {
      key = keyOf(leafOf(body), fingerprints())
      return 'key exchange'
    }
    if (type === CLIENT_KEY_EXCHANGE && step === 'key exchange') return 'certificate verify'
    if (type === CERTIFICATE_VERIFY && step === 'certificate verify' && key) {
      checkSignature(body, transcript(), key)
      return 'finished'
    }
    if (type === FINISHED && step === 'finished') {
      checkFinished(body, transcript(), server.cipher.masterSecret)
      return 'complete'
    }
    if (type === FINISHED && step === 'complete') return 'complete'
    throw new ProofError(`its DTLS message ${type} came out of order`)
  }

  server.onHandleHandshakes = async (messages) => {
    for (const { msg_type: type, fragment } of messages) {
      try {
        step = check(type, fragment)
      } catch (cause) {
        step = 'failed'
        const error =
          cause instanceof ProofError ? cause : new ProofError('its DTLS handshake is malformed', { cause })
        onFailed(error)
        throw error
      }
    }
    await handle(messages)
  }

  return {
    get isComplete() {
      return step === 'complete'
    },
    get isGreeting() {
      return step === 'hello'
    },
  }
}

/** The first certificate of a Certificate message, DER. */
function leafOf(body: Buffer): Buffer {
  const length = body.readUIntBE(3, 3)
  if (length === 0 || 6 + length > body.length) throw new ProofError('its DTLS certificate is missing')
  return body.subarray(6, 6 + length)
}

function keyOf(certificate: Buffer, fingerprints: readonly Fingerprint[]): KeyObject {
  const isNamed = fingerprints.some(({ algorithm, value }) => {
    const digest = createHash(algorithm.replace('-', '')).update(certificate).digest()
    const wanted = Buffer.from(value.replaceAll(':', ''), 'hex')
    return digest.length === wanted.length && timingSafeEqual(digest, wanted)
  })
  if (!isNamed) throw new ProofError('its DTLS certificate is not the one that its SDP names')
  return new X509Certificate(certificate).publicKey
}

function checkSignature(body: Buffer, transcript: Buffer, key: KeyObject): void {
  const scheme = body.readUInt16BE(0)
  const signature = body.subarray(4)
  const fits =
    (scheme === ECDSA_SHA256 && key.asymmetricKeyType === 'ec') ||
    (scheme === RSA_PKCS1_SHA256 && key.asymmetricKeyType === 'rsa')
  if (!fits || signature.length !== body.readUInt16BE(2) || !verify('sha256', transcript, key, signature))
    throw new ProofError('it does not have the private key of its DTLS certificate')
}

function checkFinished(body: Buffer, transcript: Buffer, masterSecret: Buffer): void {
  const client = new CipherContext(CLIENT_SESSION)
  client.masterSecret = masterSecret
  const wanted = client.verifyData(transcript)
  if (wanted.length !== FINISHED_BYTES || body.length !== FINISHED_BYTES || !timingSafeEqual(wanted, body))
    throw new ProofError('its DTLS handshake was changed on the way')
}
