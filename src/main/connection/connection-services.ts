import { userInfo } from 'node:os'
import { connect } from 'node:tls'
import { session, utilityProcess, type BrowserWindow } from 'electron'
import { t } from '../../shared/messages/translate.ts'
import { localNetworkHint } from '../../shared/domain/local-network.ts'
import { createCertificatePin } from './certificate-pin.ts'
import { fromUtilityProcess } from './servers/utility-process.ts'
import { createBundledServers } from './servers/bundled-servers.ts'
import { limitQuestions } from './connection-question.ts'
import { createConnectionManager, type ConnectionManager } from './connection-manager.ts'
import { createOpenConnection } from './open-connection.ts'
import { practiceSetup } from './practice/practice-account.ts'
import { probeSignalling } from './signalling-probe.ts'
import type { TokenManager } from './tokens/token-manager.ts'
import { confirmInDialog } from '../windows/confirm-dialog.ts'
import type { Replica } from '../ipc/replica.ts'
import type { Disposable } from '../lib/disposable.ts'
import type { Environment } from '../lib/environment.ts'
import type { Secrets } from '../settings/secrets.ts'
import type { Settings } from '../settings/settings.ts'

export interface ConnectionServicesDeps {
  readonly environment: Environment
  readonly settings: Pick<Settings, 'connectionProfile'>
  readonly secrets: Secrets
  readonly replica: Pick<Replica, 'phone'>
  /** The main window, to which dialogs are modal. */
  readonly window: () => BrowserWindow | undefined
}

/** Creates the ConnectionManager with Electron's network and processes, and pins the certificate of the exchange in use. */
export function createConnectionServices(deps: ConnectionServicesDeps): ConnectionManager {
  const { environment, settings, secrets, replica, window } = deps
  const { platform, env, clock, timers, random, randomHex, redactor, log, built } = environment
  const pin = createCertificatePin(session.defaultSession)
  /** `url`: a URL, or `host:port`. */
  const hint = (url: string) =>
    localNetworkHint(platform, URL.canParse(url) && url.includes('://') ? new URL(url).hostname : url)
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
      // A separate session: without cookies and page guard, with the proxy of the system.
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
    inCall: () => replica.phone.calls.length > 0,
    confirm: limitQuestions(
      (question) =>
        confirmInDialog(window(), {
          ...question,
          no: t('dialog.connection.cancel'),
          yes: t('dialog.connection.confirm'),
        }),
      clock,
    ),
    timers,
    log,
  })
  connectionManager.on((event) => {
    if (event.type === 'in-use' || event.type === 'restarted') pin.use(event.connection)
  })
  return connectionManager
}

/** Makes the TokenManager fetch its tokens from the connection in use. */
export function connectTokens(
  connectionManager: Pick<ConnectionManager, 'on'>,
  tokenManager: Pick<TokenManager, 'useConnection' | 'setUnavailable'>,
): Disposable {
  const unsubscribe = connectionManager.on((event) => {
    if (event.type === 'unavailable') tokenManager.setUnavailable(event.state, event.message)
    if (event.type === 'in-use') tokenManager.useConnection(event.connection, event.token)
  })
  return { dispose: unsubscribe }
}

/** The name of the operating system's account; '' if the system does not list it. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}
