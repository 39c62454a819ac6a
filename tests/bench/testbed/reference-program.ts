import { pathToFileURL } from 'node:url'
import { accessToken, type TestAccount } from '../../support/app/account.ts'
import { bareMain } from '../../support/reference-client/client.ts'
import { BARE } from './pair.ts'
import { startProgram, type Program } from './program.ts'
import type { Stage } from './testbed.ts'

/** One window with one word in it, shown once it is drawn: the least Electron can be. */
export function startBareWindow(stage: Stage, profile: string): Promise<Program> {
  const env = { BARE_SHOW: 'ready', BARE_PAGE: 'data:text/html,<title>Bare</title>Bare' }
  return startProgram(stage, { app: bareMain, profile, env })
}

/** Where a bare device registers. */
interface Where {
  readonly account: TestAccount
  readonly host: string
  readonly fingerprint: string
}

/** One window with the SDK in it, which registers as `bare` by itself and takes every call. */
export function startBareDevice(stage: Stage, profile: string, where: Where): Promise<Program> {
  const page = pathToFileURL(bareMain.replace('main.cjs', 'page.html'))
  const token = accessToken(where.account, BARE)
  page.search = String(new URLSearchParams({ token, host: where.host, answers: 'yes' }))
  const env = { BARE_SHOW: 'ready', BARE_PAGE: page.href, BARE_FINGERPRINT: where.fingerprint }
  return startProgram(stage, { app: bareMain, profile, env })
}
