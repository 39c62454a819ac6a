import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openFileWarning } from '../common/node/file-mode.ts'
import { loadCertificate } from './signalling/certificate.ts'
import { helpText, optionSpecs, settingsFrom, tokenFor } from './cli/settings.ts'
import { startupMessage } from './cli/output.ts'
import { ConfigError } from './config.ts'
import { createExchange } from './exchange.ts'
import { createPersistedIdentity } from './cli/persisted-identity.ts'
import { accessOf, writeNewPrivateFile } from '../common/node/private-file.ts'
import { installGlobalErrorHandlers } from './lib/uncaught-errors.ts'
import { errorMessage } from '../common/lib/error-message.ts'
import { jsonLog } from './lib/log.ts'
import { createRestApi } from './rest/rest-api.ts'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: optionSpecs })
  if (values.help) return console.log(helpText)
  const keep = values.keep ?? process.env['EXCHANGE_KEEP']
  if (keep && !existsSync(keep)) writeNewPrivateFile(keep, await createPersistedIdentity(Date.now()))
  for (const file of [keep, values['account-from'] ?? process.env['EXCHANGE_ACCOUNT_FROM']]) {
    const warning = file && openFileWarning(file, accessOf(file), process.getuid?.())
    if (warning) console.error(`exchange: warning: ${warning}`)
  }
  const settings = settingsFrom(values, process.env, (path) => readFileSync(path, 'utf8'))
  if (values.token !== undefined) {
    if (settings.accountOrigin === 'generated')
      throw new Error('--token needs --keep or --account-from, so that the exchange knows its key')
    return console.log(await tokenFor(settings.config, values.token, Date.now()))
  }
  const log = jsonLog((line) => process.stderr.write(`${line}\n`))
  const exchange = await createExchange(settings.config, {
    log,
    restApi: createRestApi,
    ...(settings.certificate && { certificate: loadCertificate(settings.certificate) }),
  })
  installGlobalErrorHandlers(log, { process, now: Date.now })
  console.log(await startupMessage(exchange, settings, Date.now()))

  let closing = false
  const stop = (): void => {
    if (closing) return
    closing = true
    exchange.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error: unknown) => {
  const problems = error instanceof ConfigError ? error.problems : [errorMessage(error)]
  for (const problem of problems) console.error(`exchange: ${problem}`)
  console.error('Try --help.')
  process.exitCode = 1
})
