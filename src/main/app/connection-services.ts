import { userInfo } from 'node:os'
import { connect } from 'node:tls'
import { session, utilityProcess, type BrowserWindow } from 'electron'
import type { MainMessage } from '../../shared/ipc/contract.ts'
import { localNetworkHint } from '../../shared/domain/local-network.ts'
import { createCertificatePin } from '../connection/certificate-pin.ts'
import { asForked } from '../connection/servers/utility-process.ts'
import { createBundledServers } from '../connection/servers/bundled-servers.ts'
import { limitQuestions } from '../connection/connection-question.ts'
import { createLines, type Lines } from '../connection/connection-manager.ts'
import { createOpenLine } from '../connection/open-connection.ts'
import { practiceSetup } from '../connection/practice/practice-account.ts'
import { probeSignalling } from '../connection/signalling-probe.ts'
import { createTickets, type Tickets } from '../connection/tokens/token-manager.ts'
import { askPerson } from '../windows/confirm-dialog.ts'
import type { Foundation } from './core-services.ts'

export interface TelephoneEdges extends Foundation {
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
  readonly onBack: () => void
}

/** Which telephone line is in use, and the tickets that let the renderer use it. */
export interface Telephone {
  readonly lines: Lines
  readonly tickets: Tickets
}

export function connectTelephone(edges: TelephoneEdges): Telephone {
  const { env, clock, timers, random, hex, redactor, log, settings, secrets, built } = edges
  const pin = createCertificatePin(session.defaultSession)
  const tickets = createTickets({
    send(message) {
      edges.send(message)
      edges.onTicket()
    },
    clock,
    timers,
    random,
    log,
  })
  /** `url`: a whole address, or `host:port`. */
  const hint = (url: string) =>
    localNetworkHint(edges.platform, URL.canParse(url) && url.includes('://') ? new URL(url).hostname : url)
  const servers = createBundledServers(
    { tokenService: built('main', 'token-service.js'), exchange: built('main', 'exchange.js') },
    {
      fork: (file, serviceName) => asForked(utilityProcess.fork(file, [], { serviceName, stdio: 'pipe' })),
      timers,
      random,
      log,
    },
  )
  const lines = createLines({
    open: createOpenLine({
      practice: practiceSetup(env, userName(), hex),
      servers,
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
    inCall: edges.inCall,
    confirm: limitQuestions(
      (question) => askPerson(edges.window(), { ...question, ...CONNECTION_ANSWERS }),
      clock,
    ),
    onEvent(event) {
      if (event.type === 'summary') return edges.onSummary()
      if (event.type === 'none') return tickets.none(event.state, event.words)
      pin.use(event.source)
      if (event.type === 'back') return edges.onBack()
      edges.onLine()
      tickets.use(event.source, event.ticket)
    },
    timers,
    log,
  })
  return { lines, tickets }
}

/** The name of the account; '' for an account that the system does not list. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

const CONNECTION_ANSWERS = { no: 'Keep the current connection', yes: 'Use this connection' } as const
