import type { Call, Device } from '@twilio/voice-sdk'
import { createExchange, type Exchange } from '../../../exchange/exchange.ts'
import { createRestApi } from '../../../exchange/rest/rest-api.ts'
import { accessToken, createTestAccount, type TestAccount } from '../../support/app/account.ts'
import { launchStockClient, type StockClient } from '../../support/reference-client/stock-client.ts'
import { twilioClient } from '../../support/exchange/twilio-client.ts'
import { expect, test as base } from '../fixtures/offhook.ts'

declare global {
  interface Window {
    Twilio: { readonly Device: typeof Device; readonly Call: typeof Call }
    /** What a test keeps in the page from one step to the next. */
    kept: { device: Device; call?: Call; ear?: AnalyserNode }[]
  }
}

const OWN_NUMBER = '+12025550100'
const CALLER_ID = '+12025550142'
/** What the SDK's own tests have their application say, and one that leaves by a number. */
const TWIML = `<Response><Dial><Client><Identity>{{To}}</Identity>
  <Parameter name="a + b" value="{{Said}}"/><Parameter name="twice" value="1"/><Parameter name="twice" value="2"/>
</Client></Dial></Response>`
const BY_NUMBER = `<Response><Dial callerId="${CALLER_ID}">{{To}}</Dial></Response>`
const BEHIND_THE_NUMBER = '<Response><Dial><Client>bob</Client></Dial></Response>'
/** Hertz: Alice's voice, and Bob's. */
const PITCHES = [1000, 620]
const NUMBERS_APP = `AP${'0'.repeat(32)}`

interface Fixture {
  readonly exchange: Exchange
  readonly account: TestAccount
  readonly stockClient: StockClient
}

const test = base.extend<object, { fixture: Fixture }>({
  fixture: [
    async ({ executable, desktop }, use) => {
      const account = createTestAccount()
      const config = {
        controlSecret: 'the secret of this fixture',
        account: {
          sid: account.accountSid,
          authToken: account.authToken,
          apiKeys: { [account.apiKeySid]: account.apiKeySecret },
        },
        applications: { [account.twimlAppSid]: { twiml: TWIML }, [NUMBERS_APP]: { twiml: BY_NUMBER } },
        numbers: { [OWN_NUMBER]: { twiml: BEHIND_THE_NUMBER } },
      }
      const exchange = await createExchange(config, { restApi: createRestApi })
      const { env, folder } = desktop
      const stockClient = await launchStockClient({ executable, env, folder, exchange })
      await use({ exchange, account, stockClient })
      await stockClient.close()
      await exchange.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

/** Two devices with the SDK's own defaults; the second is registered. Answers what the second knows of itself. */
async function twoDevices({ account, stockClient }: Fixture, edge: string, app = account.twimlAppSid) {
  const tokens = ['alice', 'bob'].map((name) => accessToken({ ...account, twimlAppSid: app }, name))
  return stockClient.page.evaluate(
    async ([tokens, edge]) => {
      for (const { device } of window.kept ?? []) device.destroy()
      window.kept = tokens.map((token) => ({ device: new window.Twilio.Device(token, { edge }) }))
      const [, bob] = window.kept
      if (!bob) throw new Error('There is no Bob.')
      bob.device.on('incoming', (call: Call) => (bob.call = call))
      await bob.device.register()
      return { identity: bob.device.identity, edge: bob.device.edge, home: bob.device.home }
    },
    [tokens, edge] as const,
  )
}

/** As before, but Alice would rather speak Opus and hums at one pitch, Bob G.711 at another. */
async function twoVoices(fixture: Fixture) {
  await twoDevices(fixture, 'ashburn')
  await fixture.stockClient.page.evaluate((pitches) => {
    const { Opus, PCMU } = window.Twilio.Call.Codec
    for (const [index, { device }] of window.kept.entries()) {
      const context = new AudioContext()
      const voice = new OscillatorNode(context, { frequency: pitches[index] ?? 0 })
      const throat = context.createMediaStreamDestination()
      voice.connect(throat)
      voice.start()
      device.updateOptions({
        codecPreferences: index === 0 ? [Opus, PCMU] : [PCMU, Opus],
        getUserMedia: async () => throat.stream,
      })
    }
  }, PITCHES)
}

/** The strongest frequency that each of the two hears, in Hz to the nearest 20; 0 when there is nothing to hear. */
async function pitchesHeard({ stockClient }: Fixture): Promise<number[]> {
  return stockClient.page.evaluate(() =>
    window.kept.map((one) => {
      const stream = one.call?.getRemoteStream()
      if (!stream) return 0
      if (!one.ear) {
        const context = new AudioContext()
        one.ear = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
        context.createMediaStreamSource(stream).connect(one.ear)
      }
      const spectrum = new Float32Array(one.ear.frequencyBinCount)
      one.ear.getFloatFrequencyData(spectrum)
      const peak = Math.max(...spectrum)
      const hz = (spectrum.indexOf(peak) * one.ear.context.sampleRate) / one.ear.fftSize
      return peak < -60 ? 0 : Math.round(hz / 20) * 20
    }),
  )
}

/** Alice calls; answers what Bob's incoming call knows. */
async function call({ stockClient }: Fixture, params: Record<string, string>) {
  await stockClient.page.evaluate(async (params) => {
    const [alice] = window.kept
    if (alice) alice.call = await alice.device.connect({ params })
  }, params)
  await stockClient.page.waitForFunction(() => window.kept[1]?.call !== undefined)
  return stockClient.page.evaluate(() => {
    const call = window.kept[1]?.call
    return {
      from: call?.parameters['From'],
      verified: call?.callerInfo?.isVerified ?? null,
      custom: Object.fromEntries(call?.customParameters ?? []),
    }
  })
}

test('a program that knows nothing of the exchange reaches the edge it asks for', async ({ fixture }) => {
  expect(await twoDevices(fixture, 'sydney')).toEqual({ identity: 'bob', edge: 'sydney', home: 'us1' })
  expect(await twoDevices(fixture, 'roaming')).toEqual({ identity: 'bob', edge: 'ashburn', home: 'us1' })
})

test('its calls ring with their parameters, and connect when they are accepted, each in its codec', async ({
  fixture,
}) => {
  await twoVoices(fixture)
  expect(await call(fixture, { To: 'bob', Said: '我不吃蛋 + foo' })).toEqual({
    from: 'client:alice',
    verified: null,
    custom: { 'a + b': '我不吃蛋 + foo', twice: '2' },
  })
  await fixture.stockClient.page.evaluate(() => window.kept[1]?.call?.accept())
  await fixture.stockClient.page.waitForFunction(() =>
    window.kept.every(({ call }) => `${call?.status()}` === 'open'),
  )
  await expect.poll(() => pitchesHeard(fixture)).toEqual([620, 1000])
  const codecs = () => fixture.stockClient.page.evaluate(() => window.kept.map(({ call }) => call?.codec))
  await expect.poll(codecs).toEqual(['opus', 'PCMU'])
  await fixture.stockClient.page.evaluate(() => window.kept[1]?.call?.disconnect())
  await fixture.stockClient.page.waitForFunction(() =>
    window.kept.every(({ call }) => `${call?.status()}` === 'closed'),
  )
})

test('a call that leaves by a number comes in again by it, verified', async ({ fixture }) => {
  await twoDevices(fixture, 'ashburn', NUMBERS_APP)
  expect(await call(fixture, { To: OWN_NUMBER })).toEqual({ from: CALLER_ID, verified: true, custom: {} })
})

test('a call made with the twilio package rings one of them, who hears what its document says', async ({
  fixture,
}) => {
  await twoVoices(fixture)
  const { exchange, account, stockClient } = fixture
  const rest = twilioClient(exchange, account.accountSid, account.authToken)
  const twiml = '<Response><Dial><Number>+12025550102</Number></Dial></Response>'
  const { sid } = await rest.calls.create({ to: 'client:bob?topic=a%20b', from: CALLER_ID, twiml })
  await stockClient.page.waitForFunction(() => window.kept[1]?.call !== undefined)
  const known = await stockClient.page.evaluate(() => {
    const call = window.kept[1]?.call
    call?.accept()
    return [call?.parameters['CallSid'], call?.parameters['From'], call?.customParameters.get('topic')]
  })
  expect(known).toEqual([sid, CALLER_ID, 'a b'])
  await expect.poll(async () => (await pitchesHeard(fixture))[1]).toBe(440)
  await rest.calls(sid).update({ status: 'completed' })
  await stockClient.page.waitForFunction(() => `${window.kept[1]?.call?.status()}` === 'closed')
})
