import { parseArgs } from 'node:util'
import { runMain } from '../../scripts/lib/is-main.ts'
import { ensureBuilt } from '../../scripts/run/ensure-built.ts'
import { runHttpFuzz } from './http/run-http.ts'
import { runIpcFuzz } from './ipc/run-ipc.ts'

const USAGE = `npm run fuzz -- ipc|http [OPTIONS]
  ipc    hostile messages to the main process of the real program, from every page there can be
  http   hostile requests, frames and sockets to the token service and the exchange
Everything must be refused, the log must stay short, and the phone must work afterwards. The last line is a JSON
object; the exit code is 1 unless it says "ok": true. npm test runs both for a short time.
  --seed NUMBER   the same seed sends the same; a new one unless given
  --count NUMBER  messages (110000: more than 100,000 arrive, the rest cannot be sent), or requests (20000)
  --help`

await runMain(import.meta.url, async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string' },
      count: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  const [what] = positionals
  if (values.help || (what !== 'ipc' && what !== 'http')) {
    console.log(USAGE)
    return values.help ? 0 : 2
  }
  const seed = whole(values.seed ?? String(Date.now() % 2 ** 31), '--seed')
  const say = (words: string): void => console.error(words)
  say(`seed ${seed}`)
  if (what === 'http') {
    const requests = whole(values.count ?? '20000', '--count')
    return report(await runHttpFuzz({ requests, slowSockets: 300, seed, say }))
  }
  const runtime = await ensureBuilt(say)
  const messages = whole(values.count ?? '110000', '--count')
  return report(await runIpcFuzz({ executable: runtime.executable, messages, seed, say }))
})

function report(result: { readonly ok: boolean }): number {
  console.log(JSON.stringify(result))
  return result.ok ? 0 : 1
}

function whole(text: string, name: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new Error(`${name} must be a whole number.`)
  return number
}
