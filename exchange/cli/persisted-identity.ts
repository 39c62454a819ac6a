import { createCertificate } from '../signalling/certificate.ts'
import type { ExchangeConfigInput } from '../config.ts'
import { newSecret, newSid } from '../model/sids.ts'

/** Where calls from clients lead when nobody says: to the number or identity they dial. */
export const PRACTICE_TWIML =
  '<Response><Dial answerOnBridge="true" callerId="+12025550100">{{numberToDial}}</Dial></Response>'

/** An account that nobody at Twilio knows. */
export function generateAccount(): ExchangeConfigInput['account'] {
  return { sid: newSid('AC'), authToken: newSecret(), apiKeys: { [newSid('SK')]: newSecret() } }
}

/** What `--keep` writes the first time: all that must stay the same so that tokens and pinned certificates stay good. JSON. */
export async function createPersistedIdentity(nowMs: number): Promise<string> {
  const { pem, key } = await createCertificate(nowMs)
  const kept = {
    account: generateAccount(),
    applications: { [newSid('AP')]: { twiml: PRACTICE_TWIML } },
    controlSecret: newSecret(),
    certificate: { pem, key },
  }
  return `${JSON.stringify(kept, undefined, 2)}\n`
}
