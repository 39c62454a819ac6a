import { freePort } from '../../support/app/launch.ts'
import { startTeamService, type TeamService } from '../../support/team/team-service.ts'
import * as hosts from '../../support/team/token-host.ts'
import { expiredToken, outgoingOnlyToken, videoToken, voiceToken } from '../../support/team/tokens.ts'
import { screen } from '../fixtures/screen.ts'
import { enterTeam, settings, type TeamForm } from '../fixtures/settings.ts'
import { expect, NO_INTERNET, test } from '../fixtures/shared.ts'

test.use({ args: NO_INTERNET })

let service: TeamService
let host: hosts.TokenHost
test.beforeAll(async () => {
  service = await startTeamService()
  host = await hosts.startTokenHost(hosts.silence)
})
test.afterAll(async () => {
  await service.close()
  await host.close()
})

interface Refusal {
  readonly what: string
  readonly beside: 'Token address' | 'Secret' | 'Ask for it with'
  readonly words: RegExp
  readonly entered?: () => TeamForm | Promise<TeamForm>
  /** What the address answers, when it is the odd one that is asked. */
  readonly answer?: hosts.Answer
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'a wrong secret',
    beside: 'Secret',
    words: /secret was not accepted/,
    entered: () => ({ url: service.url, secret: `${service.secret}x` }),
  },
  {
    what: 'no secret where one is wanted',
    beside: 'Secret',
    words: /wants a secret/,
    entered: () => ({ url: service.url }),
  },
  {
    what: 'a path the service does not know',
    beside: 'Token address',
    words: /nothing at that address/,
    entered: () => ({ url: service.url.replace('/token', '/tokens'), secret: service.secret }),
  },
  {
    what: 'an address where nobody listens',
    beside: 'Token address',
    words: /Nothing answers/,
    entered: async () => ({ url: `http://127.0.0.1:${await freePort()}/token` }),
  },
  {
    what: 'a server that does not exist',
    beside: 'Token address',
    words: /no server by that name/,
    entered: () => ({ url: 'https://calls.example.com/token' }),
  },
  {
    what: 'http to a foreign host',
    beside: 'Token address',
    words: /must start with https/,
    entered: () => ({ url: 'http://calls.example.com/token' }),
  },
  {
    what: 'half an address',
    beside: 'Token address',
    words: /whole address/,
    entered: () => ({ url: 'calls.example.com' }),
  },
  {
    what: 'a web page',
    beside: 'Token address',
    words: /not with a Twilio access token/,
    answer: hosts.html,
  },
  {
    what: 'a token that is not for Voice',
    beside: 'Token address',
    words: /not for Twilio Voice/,
    answer: hosts.json({ token: videoToken() }),
  },
  {
    what: 'a token without incoming calls',
    beside: 'Token address',
    words: /does not allow incoming calls/,
    answer: hosts.json({ token: outgoingOnlyToken() }),
  },
  {
    what: 'a token that ran out an hour ago',
    beside: 'Token address',
    words: /already expired/,
    answer: hosts.json({ token: expiredToken() }),
  },
  { what: 'a redirect', beside: 'Token address', words: /forwards to another/, answer: hosts.redirect },
  {
    what: 'five megabytes',
    beside: 'Token address',
    words: /far more than a token/,
    answer: hosts.huge(5 * 1024 * 1024, voiceToken()),
  },
  {
    what: 'a service with a problem of its own',
    beside: 'Token address',
    words: /problem of its own \(503\)/,
    answer: hosts.status(503),
  },
  {
    what: 'a service that wants GET',
    beside: 'Ask for it with',
    words: /other method/,
    answer: hosts.json({ token: voiceToken() }, 'GET'),
  },
  {
    what: 'a service that never answers',
    beside: 'Token address',
    words: /did not answer in time/,
    answer: hosts.silence,
  },
]

test.describe('a team line that cannot be had is refused beside the field it concerns', () => {
  for (const { what, beside, words, entered, answer } of REFUSALS) {
    test(what, async ({ phone }) => {
      if (answer) host.answers(answer)
      const form = entered ? await entered() : { url: host.url, secret: 'a secret that is long enough' }
      const page = settings(phone.window)
      await enterTeam(page, form)

      const place = beside === 'Ask for it with' ? page.methods : page.field(beside)
      await expect(place).toHaveAccessibleDescription(words, { timeout: 20_000 })
      await expect(page.use, 'it may be tried again').toHaveText('Use this line')
      await expect(page.address).toHaveValue(form.url)
      await expect(page.secret).toHaveValue(form.secret ?? '')
      await expect(page.method('POST')).toBeChecked()
      await expect(page.inUse('Practice line'), 'the old line stays').toBeVisible()
      await expect(screen(phone.window).ready).toBeVisible()
    })
  }

  test('and the old line still takes calls', async ({ phone }) => {
    const see = screen(phone.window)
    host.answers(hosts.html)
    await enterTeam(settings(phone.window), { url: host.url })
    await expect(settings(phone.window).address).toHaveAccessibleDescription(/not with a Twilio/)
    await phone.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
    await see.accept.click()
    await expect(see.timer).toBeVisible()
    await see.hangUp.click()
    await expect(see.noCall).toBeVisible()
  })
})
