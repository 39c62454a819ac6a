import { describe, expect, test } from 'vitest'
import { remoteExchangeHost } from '../../../../src/main/connection/remote-exchange-host.ts'
import { openTeamConnection } from '../../../../src/main/connection/team-connection.ts'
import { localNetworkHint } from '../../../../src/shared/domain/local-network.ts'
import type { ProbeResult, ProbeTarget } from '../../../../src/main/connection/signalling-probe.ts'

const PIN = `sha256/${'A'.repeat(43)}=`
const TEAM = { kind: 'team', url: 'https://calls.example.com/token', method: 'POST' } as const

function open(exchange: string | undefined, found: ProbeResult = 'open', platform = 'linux') {
  const probed: ProbeTarget[] = []
  const line = openTeamConnection({ ...TEAM, exchange }, undefined, {
    remote: {
      fetch: () => Promise.reject(new Error('not asked for')),
      clock: () => 0,
      hint: (address) => localNetworkHint(platform, address),
    },
    async probe(target) {
      probed.push(target)
      return found
    },
  })
  return { line, probed }
}

describe('where a team’s calls run', () => {
  test('at Twilio, unless an exchange is named', () => {
    expect(open(undefined).line).toMatchObject({
      signallingHost: null,
      fingerprint: null,
      checkExchange: null,
    })
  })

  test('at the exchange that is named, known by its certificate', async () => {
    const { line, probed } = open(`Training.example:4443 ${PIN}`)
    const address = { signallingHost: 'training.example:4443', fingerprint: PIN }
    expect(line).toMatchObject(address)
    expect(await line.checkExchange?.()).toBeNull()
    expect(probed).toEqual([address])
  })

  test.each([
    ['other-certificate', 'another certificate'],
    ['refusing', 'no exchange'],
    ['unreachable', 'No exchange answers'],
  ] as const)('one found %s is said to be so, beside its field', async (found, words) => {
    expect(await open(`localhost:4443 ${PIN}`, found).line.checkExchange?.()).toMatchObject({
      field: 'exchange',
      message: expect.stringContaining(words),
    })
  })

  test.each([
    ['192.168.1.20:4443', 'unreachable', true],
    ['exchange.local:4443', 'unreachable', true],
    ['192.168.1.20:4443', 'refusing', false],
    ['exchange.example.com:4443', 'unreachable', false],
    ['localhost:4443', 'unreachable', false],
  ] as const)(
    'on macOS %s found %s leads to the setting for the local network: %s',
    async (host, found, leads) => {
      const problem = await open(`${host} ${PIN}`, found, 'darwin').line.checkExchange?.()
      expect(JSON.stringify(problem).includes('Local Network')).toBe(leads)
    },
  )

  test.each([
    [undefined, null],
    [`localhost:4443 ${PIN}`, null],
    [`192.168.1.20:4443 ${PIN}`, '192.168.1.20:4443'],
  ])('the page’s policy for %s names %s', (exchange, host) => {
    expect(remoteExchangeHost({ ...TEAM, exchange, secretStored: false })).toBe(host)
  })
})
