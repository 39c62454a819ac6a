import { runBundledProgram } from '../common/child-process/bundled-program.ts'
import { createJsonLog } from '../common/log/json-log.ts'
import { redact } from '../common/log/redact.ts'
import { installGlobalErrorHandlers } from '../exchange/lib/uncaught-errors.ts'
import { startBundledServers } from './start.ts'

/** The token service and the exchange as one child process of the app. */
const log = createJsonLog((line) => process.stdout.write(line), Date.now, redact)

// An error in one server must not end the calls of the other. After repeated errors the process exits, and the app restarts it.
installGlobalErrorHandlers((level, event, details) => log[level](event, details), { process, now: Date.now })

runBundledProgram(process, { start: (config) => startBundledServers(config, log), log })
