import { createAudio, type Audio } from './media/audio.ts'
import { createSwitchboard } from './calls/switchboard.ts'
import { createCertificate, type Certificate } from './signalling/certificate.ts'
import { systemClock, type Clock } from './lib/clock.ts'
import { parseConfig, type ExchangeConfigInput } from './config.ts'
import { createControl, type Control } from './control/control.ts'
import { startControlServer } from './control/server.ts'
import { createEventLog } from './model/events.ts'
import { guardedClock } from './lib/guarded.ts'
import { silentLog, type Log } from './lib/log.ts'
import { createPacketLosses } from './media/legs/packet-loss.ts'
import type { MediaLegFactory } from './media/types.ts'
import { lazyLegs } from './media/legs/lazy-leg.ts'
import { isTwilioName } from './signalling/edge-locations.ts'
import type { RestApiFactory } from './rest/rest-api.ts'
import { createRouter } from './signalling/message-router.ts'
import { startSignalServer } from './signalling/server.ts'
import type { Session } from './signalling/session-types.ts'
import { createSignallingApp } from './signalling/http-app.ts'
import { createWebGuard } from './lib/web-guard.ts'
import { createWebhooks } from './webhooks/webhooks.ts'

/** A telephone exchange for one account, on this machine. */
export interface Exchange {
  readonly signalPort: number
  /** `HOST:PORT`, as the SDK's `chunderw` option wants it; HOST is `localhost` unless it listens on the network. */
  readonly signalHost: string
  /** `wss://HOST:PORT/signal` */
  readonly signalUrl: string
  /** 0 where the control API is not served. */
  readonly controlPort: number
  /** `http://127.0.0.1:PORT` */
  readonly controlUrl: string
  readonly certificate: Pick<Certificate, 'pem' | 'fingerprint'>
  /** The functions of the control API. */
  readonly control: Control
  readonly on: Control['on']
  readonly calls: Control['calls']
  readonly injectFault: Control['injectFault']
  /** Hangs up every call and stops listening. */
  close(): Promise<void>
}

/** The dependencies of the exchange. Defaults are for production. */
export interface ExchangeDeps {
  readonly clock?: Clock
  readonly log?: Log
  readonly fetch?: typeof fetch
  readonly createLeg?: MediaLegFactory
  readonly audio?: Audio
  /** Default: one that is generated for this run. */
  readonly certificate?: Certificate
  /** Serves Twilio's REST API on the signalling port; default: not served. */
  readonly restApi?: RestApiFactory | undefined
}

const loadedOnFirstCall = lazyLegs(async () => (await import('./media/legs/werift-leg.ts')).createWeriftLeg)

/** How many sockets of one identity ring at once: the newest. */
const MAX_SOCKETS = 10
/** The control API is available on this machine only. */
const LOOPBACK = '127.0.0.1'

/**
 * Starts an exchange.
 * @throws ConfigError with every invalid value, or the operating system's error when a port is in use.
 */
export async function createExchange(input: ExchangeConfigInput, deps: ExchangeDeps = {}): Promise<Exchange> {
  const config = parseConfig(input)
  const { log = silentLog, fetch = globalThis.fetch, createLeg = loadedOnFirstCall } = deps
  const clock = guardedClock(deps.clock ?? systemClock, log)
  const certificate = deps.certificate ?? (await createCertificate(clock.now()))
  const events = createEventLog(clock, log)
  const audio = deps.audio ?? createAudio((problem) => log('warn', 'audio', { problem }))
  const losses = createPacketLosses()
  const sessions = new Set<Session>()
  const tokens = { aheadMs: 0, revoked: new Set<string>() }
  const applications = new Map(Object.entries(config.applications))
  const numbers = new Map(Object.entries(config.numbers))

  const webhooks = createWebhooks({
    authToken: config.account.authToken,
    timeoutMs: config.timing.webhook,
    fetch,
  })

  const switchboard = createSwitchboard(
    { ...config, applications, numbers },
    {
      clock,
      events,
      audio,
      log,
      createMedia: (identity, options) =>
        createLeg({ host: config.host, packetLoss: losses.forLeg(identity), ...options }),
      timing: config.timing,
      webhooks,
      reachable: (identity) =>
        [...sessions]
          .filter((session) => session.reachable && session.identity === identity)
          .slice(-MAX_SOCKETS),
    },
  )

  const { account } = config
  const api = deps.restApi?.({
    account,
    host: config.host,
    clock,
    log,
    applications,
    events,
    switchboard,
    webhooks,
    message: (sid, message) => control.calls.message(sid, message),
  })
  const guard = createWebGuard({
    name: 'signalling',
    host: config.host,
    isOwnName: isTwilioName,
    log,
    clock,
  })
  const app = createSignallingApp({ guard, audio, api })
  const server = await startSignalServer(
    { host: config.host, port: config.port, certificate, app, guard },
    {
      clock,
      events,
      log,
      account,
      names: config.names,
      timing: config.timing,
      sessions,
      refused: new Set(),
      tokens,
      onCall: createRouter(switchboard, { log, events }),
      onReady: (session) => switchboard.socketReady(session),
      onClosed: (session) => switchboard.socketClosed(session),
    },
  )
  const control = createControl({
    config,
    applications,
    numbers,
    switchboard,
    server,
    tokens,
    losses,
    events,
  })
  const closeSignalling = async (): Promise<void> => {
    api?.close()
    switchboard.close()
    await server.close()
    audio.close()
  }
  const http = config.controlApi
    ? await startControlServer(
        { host: LOOPBACK, port: config.controlPort, secret: config.controlSecret, log, clock },
        control,
      ).catch(async (error: unknown) => {
        await closeSignalling()
        throw error
      })
    : undefined
  const controlPort = http?.port ?? 0

  const signalHost = `${config.host === LOOPBACK ? 'localhost' : config.host}:${server.port}`
  log('info', 'listening', {
    signalPort: server.port,
    controlPort,
    fingerprint: certificate.fingerprint,
  })
  return {
    signalPort: server.port,
    signalHost,
    signalUrl: `wss://${signalHost}/signal`,
    controlPort,
    controlUrl: `http://${LOOPBACK}:${controlPort}`,
    certificate: { pem: certificate.pem, fingerprint: certificate.fingerprint },
    control,
    on: (listener) => control.on(listener),
    calls: control.calls,
    injectFault: (fault) => control.injectFault(fault),
    async close() {
      await http?.close()
      await closeSignalling()
    },
  }
}
