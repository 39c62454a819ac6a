import {
  type BundledServersConfig,
  type BundledServersInfo,
  BundledServersInfoSchema,
} from '../../../../common/child-process/bundled-servers.ts'
import { startChildServer, type ChildServerDeps } from './child-server.ts'
import { supervise, type SupervisedProcess, type SuperviseDeps } from './supervised-process.ts'

/** Starts the servers that come with the app, in one process that is restarted when it ends. */
export type StartBundledServers = (
  /** The name of the process in messages and in the list of processes. */
  name: string,
  config: BundledServersConfig,
) => Promise<SupervisedProcess<BundledServersInfo>>

/** `file`: the bundle to fork. */
export function createBundledServers(
  file: string,
  deps: ChildServerDeps & SuperviseDeps,
): StartBundledServers {
  return (name, config) =>
    supervise(
      (before) =>
        startChildServer(
          { file, name, config: restartConfig(config, before), listening: BundledServersInfoSchema },
          deps,
        ),
      deps,
    )
}

/**
 * After a restart the exchange has the same port and certificate: Chromium would reject a new certificate for half an hour. Another
 * program on that port lacks the certificate's key, so no client connects to it. The webhooks get another port at each start.
 */
function restartConfig(
  config: BundledServersConfig,
  before: BundledServersInfo | null,
): BundledServersConfig {
  if (config.exchange === null || !before?.exchange) return config
  const { signalPort, certificate } = before.exchange
  return { ...config, exchange: { ...config.exchange, port: signalPort, certificate } }
}
