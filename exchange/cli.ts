import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { helpText, optionSpecs, practiceLine, settingsFrom, tokenFor } from './cli-settings.ts'
import { ConfigError } from './config.ts'
import { createExchange } from './exchange.ts'
import { inWords, jsonLog } from './log.ts'

async function main(): Promise<void> {
  const { values } = parseArgs({ options: optionSpecs })
  if (values.help) return console.log(helpText)
  const settings = settingsFrom(values, process.env, (path) => readFileSync(path, 'utf8'))
  if (values.token !== undefined) {
    if (settings.throwAway)
      throw new Error('--token needs --account-from, so that the exchange knows its key')
    return console.log(tokenFor(settings.config, values.token, Date.now()))
  }
  const exchange = await createExchange(settings.config, {
    log: jsonLog((line) => process.stderr.write(`${line}\n`)),
  })
  console.log(practiceLine(exchange, settings, Date.now()))

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
  const problems = error instanceof ConfigError ? error.problems : [inWords(error)]
  for (const problem of problems) console.error(`exchange: ${problem}`)
  console.error('Try --help.')
  process.exitCode = 1
})
