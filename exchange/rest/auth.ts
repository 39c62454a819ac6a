import { createHash, timingSafeEqual } from 'node:crypto'
import type { ExchangeConfig } from '../config.ts'
import { isLoopback } from '../webhooks/web-address.ts'

/**
 * Whether an `Authorization` header is HTTP Basic with the account's SID and auth token, or one of its API keys and the
 * key's secret. Compared by their hashes, all of them every time, so that the time it takes says nothing.
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

/** Whether whoever connects sits at this machine: from loopback, or from the very address that was called. */
export function isSameMachine(socket: {
  readonly remoteAddress?: string | undefined
  readonly localAddress?: string | undefined
}): boolean {
  const { remoteAddress, localAddress } = socket
  return remoteAddress !== undefined && (isLoopback(remoteAddress) || remoteAddress === localAddress)
}

function hash(words: string): Buffer {
  return createHash('sha256').update(words).digest()
}
