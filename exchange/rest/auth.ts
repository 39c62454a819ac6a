import { createHash, timingSafeEqual } from 'node:crypto'
import type { ExchangeConfig } from '../config.ts'
import { isLoopback } from '../webhooks/web-address.ts'

/**
 * Whether an `Authorization` header is HTTP Basic with the account's SID and auth token, or one of its API keys and the
 * key's secret. Always compares the hashes of all of them, so that the time it takes gives no information.
 */
export function checkCredentials(
  account: ExchangeConfig['account'],
): (header: string | undefined) => boolean {
  const good = Object.entries({ [account.sid]: account.authToken, ...account.apiKeys }).map(
    ([name, secret]) => hash(`${name}:${secret}`),
  )
  return (header) => {
    const given = /^Basic ([\w+/=-]{1,2000})$/i.exec(header ?? '')?.[1]
    const candidate = hash(Buffer.from(given ?? '', 'base64').toString('utf8'))
    return good.filter((one) => timingSafeEqual(one, candidate)).length > 0
  }
}

/** Whether a connection comes from this machine: from loopback, or from the address that it connects to. */
export function isSameMachine(socket: {
  readonly remoteAddress?: string | undefined
  readonly localAddress?: string | undefined
}): boolean {
  const { remoteAddress, localAddress } = socket
  return remoteAddress !== undefined && (isLoopback(remoteAddress) || remoteAddress === localAddress)
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
