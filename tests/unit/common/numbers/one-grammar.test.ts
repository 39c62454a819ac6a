import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isIdentity } from '../../../../common/twilio/identity.ts'
import { createPhoneController } from '../../../../src/renderer/telephony/phone-controller.ts'
import { redialText } from '../../../../src/shared/domain/dial/redial-text.ts'
import { parseParty } from '../../../../src/shared/domain/party.ts'
import { IdentitySchema } from '../../../../src/shared/ipc/connection.ts'
import { parseDestination } from '../../../../token-service/twiml/destination.ts'
import { createFakeLine } from '../../../support/line/fake-line.ts'
import { ACCESS_TOKEN } from '../../telephony/twilio/fake-sdk.ts'
import * as v from 'valibot'

/** The target that the app sends to Twilio for a dial input; null if it does not dial. */
function asked(text: string): string | null {
  const line = createFakeLine({ clock: () => 1 })
  const phone = createPhoneController({ line, clock: () => 1, newId: () => 'out', country: () => 'US' })
  line.register(ACCESS_TOKEN)
  line.registers()
  phone.dial(text)
  return line.sent.flatMap((action) => (action.type === 'dial' ? [action.to] : []))[0] ?? null
}

const word = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_]{1,121}$/),
  fc.stringMatching(/^[0-9]{1,12}$/),
  fc.constantFrom('Anonymous', '911', '1001', '1800FLOWERS', 'x9', 'ext7', '564189227f361931080058ea'),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

test('exactly the valid identities can be called and called back', () => {
  fc.assert(
    fc.property(word, (identity) => {
      const good = isIdentity(identity)
      expect(v.is(IdentitySchema, identity)).toBe(isIdentity(identity.trim()))
      const text = redialText(parseParty(`client:${identity}`, undefined), 'US')
      const to = asked(`client:${identity}`)
      if (good) {
        expect(text).toBe(`client:${identity}`)
        expect(parseDestination(to ?? '')).toEqual({ kind: 'client', identity })
      } else if (identity === identity.trim().normalize('NFKC') && /^[\x21-\x7E]*$/.test(identity)) {
        expect([text, to]).toEqual([null, null])
      }
    }),
    { seed: 23, numRuns: 500 },
  )
})

test('the token service never refuses a target that the app dials as malformed', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        word,
        fc.stringMatching(/^\+?[\d ().-]{1,20}$/),
        fc.stringMatching(/^\+1[2-9]\d{9}(?: ext\. \d{1,4})?$/),
      ),
      (text) => {
        const to = asked(text)
        if (to !== null) expect(parseDestination(to).kind).not.toBe('refused')
      },
    ),
    { seed: 23, numRuns: 1_000 },
  )
})
