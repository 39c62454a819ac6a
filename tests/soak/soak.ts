import { parseArgs } from 'node:util'
import { runMain } from '../../scripts/lib/is-main.ts'
import { ensureBuilt } from '../../scripts/run/ensure-built.ts'
import { runSoak } from './run-soak.ts'

const USAGE = `npm run soak [-- OPTIONS]
Rings the real program in every way there is: calls cancelled, rejected, accepted, many at once, sockets dropped, the
exchange and the notification server restarted. Every ring must have been alerted once and must have ended once. The
last line is a JSON object; the exit code is 1 unless it says "ok": true.
  --seed NUMBER   the same seed rings the same calls; a new one unless given
  --help
Environment: SOAK_MINUTES, default 10.`

await runMain(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { seed: { type: 'string' }, help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const minutes = Number(process.env['SOAK_MINUTES'] ?? 10)
  if (!(minutes > 0)) throw new Error('SOAK_MINUTES must be a number above 0.')
  const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0) throw new Error('--seed must be a whole number.')

  const say = (words: string): void => console.error(words)
  const runtime = await ensureBuilt(say)
  say(`seed ${seed}, ${minutes} min`)
  const result = await runSoak({ executable: runtime.executable, minutes, seed, say })
  console.log(JSON.stringify(result))
  return result.ok ? 0 : 1
})
