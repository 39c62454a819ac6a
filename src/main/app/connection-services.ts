import { userInfo } from 'node:os'
import { connect } from 'node:tls'
import { session, utilityProcess, type BrowserWindow } from 'electron'
import type { MainMessage } from '../../shared/ipc/contract.ts'
import { localNetworkHint } from '../../shared/domain/local-network.ts'
import { t } from '../../shared/messages/translate.ts'
import { createCertificatePin } from '../connection/certificate-pin.ts'
import { fromUtilityProcess } from '../connection/servers/utility-process.ts'
import { createBundledServers } from '../connection/servers/bundled-servers.ts'
import { limitQuestions } from '../connection/connection-question.ts'
import { createConnectionManager, type ConnectionManager } from '../connection/connection-manager.ts'
import { createOpenConnection } from '../connection/open-connection.ts'
import { practiceSetup } from '../connection/practice/practice-account.ts'
import { probeSignalling } from '../connection/signalling-probe.ts'
import { createTokenManager, type TokenManager } from '../connection/tokens/token-manager.ts'
import { confirmInDialog } from '../windows/confirm-dialog.ts'
import type { CoreServices } from './core-services.ts'

export interface ConnectionServicesDeps extends CoreServices {
  readonly send: (message: MainMessage) => void
  readonly window: () => BrowserWindow | undefined
  /** Whether any call is not over. */
  readonly inCall: () => boolean
  /** Another line is in use. */
  readonly onLine: () => void
  /** What the window shows of the line has changed; the line has not. */
  readonly onSummary: () => void
  /** There is another ticket, or none. */
  readonly onTicket: () => void
  /** What the line is made of is at work again. */
  readonly onRestarted: () => void
}

/** Which telephone line is in use, and the tickets that let the renderer use it. */
export interface ConnectionServices {
  readonly connectionManager: ConnectionManager
  readonly tokenManager: TokenManager
}

export function createConnectionServices(deps: ConnectionServicesDeps): ConnectionServices {
  const { env, clock, timers, random, randomHex, redactor, log, settings, secrets, built } = deps
  const pin = createCertificatePin(session.defaultSession)
  const tokenManager = createTokenManager({
    send(message) {
      deps.send(message)
      deps.onTicket()
    },
    clock,
    timers,
    random,
    log,
  })
  /** `url`: a whole address, or `host:port`. */
  const hint = (url: string) =>
    localNetworkHint(deps.platform, URL.canParse(url) && url.includes('://') ? new URL(url).hostname : url)
  const startServers = createBundledServers(built('main', 'bundled-servers.js'), {
    fork: (file, serviceName) =>
      fromUtilityProcess(utilityProcess.fork(file, [], { serviceName, stdio: 'pipe' })),
    timers,
    random,
    log,
  })
  const connectionManager = createConnectionManager({
    open: createOpenConnection({
      practice: practiceSetup(env, userName(), randomHex),
      startServers,
      clock,
      // A session of its own: no cookies, no page guard, the system's proxy.
      remote: { fetch: (url, init) => session.fromPartition('token-service').fetch(url, init), clock, hint },
      probe: (target) =>
        probeSignalling(target, {
          connect,
          // The proxies of the session in which the page opens its WebSocket.
          resolveProxy: (url) => session.defaultSession.resolveProxy(url),
          timers,
        }),
      redactor,
    }),
    settings,
    secrets,
    inCall: deps.inCall,
    confirm: limitQuestions(
      (question) =>
        confirmInDialog(deps.window(), {
          ...question,
          no: t('dialog.connection.cancel'),
          yes: t('dialog.connection.confirm'),
        }),
      clock,
    ),
    onEvent(event) {
      if (event.type === 'summary') return deps.onSummary()
      if (event.type === 'unavailable') return tokenManager.setUnavailable(event.state, event.message)
      pin.use(event.connection)
      if (event.type === 'restarted') return deps.onRestarted()
      deps.onLine()
      tokenManager.useConnection(event.connection, event.token)
    },
    timers,
    log,
  })
  return { connectionManager, tokenManager }
}

/** The name of the account; '' for an account that the system does not list. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
