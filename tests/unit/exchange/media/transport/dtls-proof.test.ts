import { randomBytes } from 'node:crypto'
import { CipherContext, DtlsClient, NamedCurveAlgorithm, RTCCertificate } from 'werift'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, createTestCall, invite, type TestCall } from '../../../../support/media/call.ts'

const calls: TestCall[] = []
const newCall = (certificate?: RTCCertificate): TestCall => {
  const call = createTestCall(true, ['PCMU'], {}, certificate)
  calls.push(call)
  return call
}
afterEach(async () => {
  await Promise.all(calls.splice(0).map((call) => call.end()))
})

const RSA = 1
const ECDSA = 3
const makeKeys = (signature: typeof RSA | typeof ECDSA = ECDSA) =>
  CipherContext.createSelfSignedCertificateWithKey({ signature, hash: 4 }, NamedCurveAlgorithm.secp256r1_23)
const dtlsOf = (call: TestCall) => {
  const [dtls] = call.peer.connection.dtlsTransports
  if (!dtls) throw new Error('The client has no DTLS transport.')
  return dtls
}
const statesOf = (call: TestCall) =>
  call.events.flatMap((event) => (event.type === 'state' ? [event.state] : []))
/** Runs as soon as the client has its DTLS connection, before its ClientHello. */
function onClient(call: TestCall, change: (client: DtlsClient) => void): void {
  const dtls = dtlsOf(call)
  dtls.onStateChange.subscribe((state) => {
    if (state === 'connecting')
      queueMicrotask(() => {
        if (!(dtls.dtls instanceof DtlsClient)) throw new Error('The client is not the DTLS client.')
        change(dtls.dtls)
      })
  })
}

/** How it ends for a client that cannot prove who it is: the leg closes, without a moment of being connected. */
async function expectRefused(call: TestCall, offers: boolean, why: string): Promise<void> {
  if (offers) await call.leg.accept(await call.peer.answer(await call.leg.offer()))
  else await call.peer.accept(await call.leg.answer(await call.peer.offer()))
  const failed = await call.waitForEvent((event) => event.type === 'failed')
  expect(failed).toEqual({
    type: 'failed',
    reason: `The client could not be verified as the party of the call: ${why}.`,
  })
  expect(statesOf(call)).toEqual(['connecting', 'closed'])
  expect(call.leg.state).toBe('closed')
  expect(call.events.filter((event) => event.type === 'frame')).toEqual([])
}

describe.each([
  ['answers', false],
  ['offers', true],
])('a leg that %s', (_, offers) => {
  it("refuses a client with another client's certificate and without its key", async () => {
    const [victim, own] = await Promise.all([makeKeys(), makeKeys()])
    const call = newCall(new RTCCertificate(own.keyPem, victim.certPem, victim.signatureHash))
    await expectRefused(call, offers, 'it does not have the private key of its DTLS certificate')
  })

  it('refuses a client with a certificate that its SDP does not name', async () => {
    const own = await makeKeys()
    const call = newCall()
    onClient(call, (client) => {
      client.cipher.parseX509(own.certPem, own.keyPem, own.signatureHash)
    })
    await expectRefused(call, offers, 'its DTLS certificate is not the one that its SDP names')
  })

  it('refuses a client whose Finished does not match the handshake', async () => {
    const call = newCall()
    onClient(call, (client) => {
      client.cipher.verifyData = () => randomBytes(12)
    })
    await expectRefused(call, offers, 'its DTLS handshake was changed on the way')
  })

  it('refuses a client that sends no proof of its key', async () => {
    const call = newCall()
    onClient(call, (client) => {
      // A client that was asked for no certificate sends neither Certificate nor CertificateVerify.
      Object.defineProperty(client.dtls, 'requestedCertificateTypes', { get: () => [], set() {} })
    })
    await expectRefused(call, offers, 'its DTLS message 16 came out of order')
  })

  it('accepts a client with an RSA certificate', async () => {
    const { keyPem, certPem, signatureHash } = await makeKeys(RSA)
    const call = newCall(new RTCCertificate(keyPem, certPem, signatureHash))
    await (offers ? invite : connect)(call)
    expect(call.leg.state).toBe('connected')
    expect(dtlsOf(call).localCertificate?.certPem).toBe(certPem)
  })
})

it('a signature of another handshake proves nothing', async () => {
  const call = newCall()
  onClient(call, (client) => {
    const sign = client.cipher.signatureData.bind(client.cipher)
    client.cipher.signatureData = (data, hash) =>
      sign(Buffer.concat([data.subarray(1), data.subarray(0, 1)]), hash)
  })
  await expectRefused(call, false, 'it does not have the private key of its DTLS certificate')
})
