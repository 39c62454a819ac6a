import { performance } from 'node:perf_hooks'
import { accessToken, createTestAccount, type TestAccount } from '../../support/app/account.ts'
import { createCleanup, alternate, type Bench } from '../bench-definition.ts'
import { sendRequests } from '../load/http-load.ts'
import { startCpu } from '../probes/process-tree.ts'
import { rowOf } from '../report/row.ts'
import { startTeamTokenService, type TokenServiceProcess } from '../testbed/servers.ts'
import { percentile } from '../report/statistics.ts'

const CONNECTIONS = 8
const TURN_MS = 1_000

interface Samples {
  readonly service: number[]
  readonly loop: number[]
  readonly p99: number[]
}

/**
 * Tokens a second of one core. Both are counted by the CPU time they take, so that whoever else uses the machine
 * counts for neither.
 */
export const tokens: Bench = {
  name: 'tokens',
  about: 'tokens per second of one core, and how long one takes at load',
  async run(_stage, { n }) {
    const cleanup = createCleanup()
    try {
      const account = createTestAccount()
      const service = await startTeamTokenService(account)
      cleanup.add(() => service.close())
      const samples: Samples = { service: [], loop: [], p99: [] }
      await alternate(Math.ceil(n / 2), [() => ask(service, samples), () => mint(account, samples)])
      return [
        rowOf({
          name: 'tokens of the service',
          unit: 'per second of one core',
          samples: samples.service,
          limit: { name: 'bare toJwt() loop', samples: samples.loop },
          aim: { share: 0.8 },
        }),
        rowOf({ name: `token at load, ${CONNECTIONS} at once: p99`, unit: 'ms', samples: samples.p99 }),
      ]
    } finally {
      await cleanup.run()
    }
  },
}

async function ask({ pid, port, secret }: TokenServiceProcess, samples: Samples): Promise<() => void> {
  const cpu = await startCpu({ pids: [pid] })
  const head = ['POST /token HTTP/1.1', `Authorization: Bearer ${secret}`]
  const { latencies, seconds } = await sendRequests(port, head, CONNECTIONS, TURN_MS)
  const cores = (await cpu()) / 100
  return () => {
    samples.service.push(latencies.length / seconds / cores)
    samples.p99.push(percentile(latencies, 0.99))
  }
}

async function mint(account: TestAccount, samples: Samples): Promise<() => void> {
  const before = process.cpuUsage()
  const end = performance.now() + TURN_MS
  let count = 0
  for (; performance.now() < end; count += 1) accessToken(account, 'maria')
  const { user, system } = process.cpuUsage(before)
  return () => samples.loop.push(count / ((user + system) / 1e6))
}
