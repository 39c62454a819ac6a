import { pathToFileURL } from 'node:url'
import { accessToken, type TestAccount } from '../../support/app/account.ts'
import { referenceMain } from '../../support/reference-client/client.ts'
import { REFERENCE } from './pair.ts'
import { startProgram, type Program } from './program.ts'
import type { BenchTestbed } from './testbed.ts'

/** One window with one word in it, shown once it is drawn: the least Electron can be. */
export function startReferenceWindow(testbed: BenchTestbed, profile: string): Promise<Program> {
  const env = { REFERENCE_SHOW: 'ready', REFERENCE_PAGE: 'data:text/html,<title>Bare</title>Bare' }
  return startProgram(testbed, { app: referenceMain, profile, env })
}

/** Where a bare device registers. */
interface Where {
  readonly account: TestAccount
  readonly host: string
  readonly fingerprint: string
}

/** One window with the SDK in it, which registers as `bare` by itself and takes every call. */
export function startReferenceClient(testbed: BenchTestbed, profile: string, where: Where): Promise<Program> {
  const page = pathToFileURL(referenceMain.replace('main.cjs', 'page.html'))
  const token = accessToken(where.account, REFERENCE)
  page.search = String(new URLSearchParams({ token, host: where.host, answers: 'yes' }))
  const env = { REFERENCE_SHOW: 'ready', REFERENCE_PAGE: page.href, REFERENCE_FINGERPRINT: where.fingerprint }
  return startProgram(testbed, { app: referenceMain, profile, env })
}
