import { createCertificate } from '../signalling/certificate.ts'
import type { ExchangeConfigInput } from '../config.ts'
import { newSecret, newSid } from '../model/sids.ts'

/** The default TwiML for calls from clients: dials the number or identity in `numberToDial`. */
export const PRACTICE_TWIML =
  '<Response><Dial answerOnBridge="true" callerId="+12025550100">{{numberToDial}}</Dial></Response>'

/** An account with random SIDs and secrets, which does not exist at Twilio. */
export function generateAccount(): ExchangeConfigInput['account'] {
  return { sid: newSid('AC'), authToken: newSecret(), apiKeys: { [newSid('SK')]: newSecret() } }
}

/** The content of a new `--keep` file: everything that must not change for tokens and pinned certificates to stay valid. JSON. */
export async function createPersistedIdentity(nowMs: number): Promise<string> {
  const { pem, key } = await createCertificate(nowMs)
  const identity = {
    account: generateAccount(),
    applications: { [newSid('AP')]: { twiml: PRACTICE_TWIML } },
    controlSecret: newSecret(),
    certificate: { pem, key },
  }
  return `${JSON.stringify(identity, undefined, 2)}\n`
}
