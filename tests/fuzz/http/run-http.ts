import { expect } from '@playwright/test'
import { connectClient } from '../../support/exchange/test-client.ts'
import { createSeededRng, type SeededRng } from '../../support/random/seeded-rng.ts'
import { sendRaw } from './raw.ts'
import { hostileRequest, type Door } from './requests.ts'
import { abuseSignatures, isSigned } from './signatures.ts'
import { floodSocket, sendHugeFrame, trickle } from './sockets.ts'
import { CONTROL_SECRET, IDENTITY, startTargets, USER_SECRET, type Targets } from './targets.ts'

export interface HttpFuzzResult {
  readonly seed: number
  readonly requests: number
  /** How often each status was answered; `none` where the server hung up or waits for more. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests that were answered with 500 or above: their first line, and the answer. */
  readonly failures: readonly string[]
  readonly frames: number
  /** The close code for a frame that is too large. */
  readonly hugeFrame: number
  /** Webhooks that were let in or kept out wrongly. */
  readonly badSignatures: readonly string[]
  readonly guesses: Readonly<Record<string, number>>
  /** Sockets that trickled, all of which the servers closed. */
  readonly trickled: number
  readonly processes: Readonly<
    Record<string, { alive: boolean; errors: string; handles: string; memoryMiB: string }>
  >
  readonly servesAfterwards: string
  readonly ok: boolean
}

export interface HttpFuzzOptions {
  readonly requests: number
  /** Slow sockets, which take 15 s to be given up. */
  readonly slowSockets: number
  readonly seed: number
  readonly say: (words: string) => void
}

const ABREAST = 32
const HANDLES_ROOM = 16
const MEMORY_ROOM_MIB = 160

/** Abuses the token service and the exchange; answers what came of it. */
export async function runHttpFuzz({
  requests,
  slowSockets,
  seed,
  say,
}: HttpFuzzOptions): Promise<HttpFuzzResult> {
  const rng = createSeededRng(seed)
  const targets = await startTargets()
  try {
    const before = await healthOf(targets)
    const trickled = trickle(targets, slowSockets)
    const { statuses, failures } = await storm(targets, requests, rng)
    say(`requests: ${JSON.stringify(statuses)}`)
    const frames = Math.max(500, requests)
    await flood(targets, frames, rng)
    const hugeFrame = await sendHugeFrame(targets)
    const badSignatures = (await abuseSignatures(targets)).filter((one) => !isSigned(one))
    const guesses = await guess(targets)
    await trickled
    const servesAfterwards = await serve(targets).then(
      () => 'yes',
      (error: unknown) => String(error),
    )
    const processes = await settledHealth(before)
    const result = {
      seed,
      requests,
      statuses,
      failures,
      frames,
      hugeFrame,
      badSignatures: badSignatures.map(({ what, status }) => `${what}: ${status}`),
      guesses,
      trickled: slowSockets,
      processes: Object.fromEntries(processes.map(({ name, report }) => [name, report])),
      servesAfterwards,
    }
    const sound =
      failures.length === 0 && badSignatures.length === 0 && hugeFrame === 1009 && servesAfterwards === 'yes'
    const secret = guesses['200'] === 2 && (guesses['429'] ?? 0) > 0
    return { ...result, ok: sound && secret && processes.every(({ good }) => good) }
  } finally {
    targets.stop()
  }
}

async function storm(targets: Targets, requests: number, rng: SeededRng) {
  const statuses: Record<string, number> = {}
  const failures: string[] = []
  const doors = doorsOf(targets)
  let left = requests
  const worker = async () => {
    while (left > 0) {
      left -= 1
      const { name, port, door, secure } = rng.pick(doors)
      const bytes = hostileRequest(rng, door)
      const outcome = await sendRaw(port, bytes, secure)
      for (const status of outcome.statuses) {
        statuses[status] = (statuses[status] ?? 0) + 1
        if (status < 500 || failures.length > 20) continue
        failures.push(`${name}: ${bytes.join('').slice(0, 200)} -> ${outcome.text.slice(0, 300)}`)
      }
      if (outcome.statuses.length === 0) statuses['none'] = (statuses['none'] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, worker))
  return { statuses, failures }
}

/** How often each is knocked at, and how. */
function doorsOf({ account, tokenPort, controlPort, signalPort }: Targets) {
  const { accountSid, authToken } = account
  const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const calls = `/2010-04-01/Accounts/${accountSid}/Calls`
  const door = (name: string, port: number, door: Door, secure = false) => ({ name, port, door, secure })
  return [
    [2, door('token', tokenPort, { credentials: `Bearer ${USER_SECRET}` })],
    [2, door('control', controlPort, { credentials: `Bearer ${CONTROL_SECRET}` })],
    [1, door('rest', signalPort, { credentials: basic, calls }, true)],
  ] as const
}

async function flood(targets: Targets, frames: number, rng: SeededRng): Promise<void> {
  const perSocket = 100
  for (let left = frames; left > 0; left -= perSocket * 8)
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => floodSocket(targets, rng, perSocket, index % 2 === 0)),
    )
}

/** Wrong secrets at both doors, then the right ones; answers how often each status came. */
async function guess({ tokenPort, controlPort }: Targets): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {}
  const ask = async (url: string, method: string, secret: string) => {
    const response = await fetch(url, { method, headers: { Authorization: `Bearer ${secret}` } })
    await response.text()
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
  }
  const doors = [
    [`http://127.0.0.1:${tokenPort}/token`, 'POST', USER_SECRET],
    [`http://127.0.0.1:${controlPort}/clients`, 'GET', CONTROL_SECRET],
  ] as const
  for (const [url, method, right] of doors) {
    for (let wrong = 0; wrong < 100; wrong += 1)
      await ask(url, method, `${right.slice(0, wrong % right.length)}x${wrong}`)
    await ask(url, method, right)
  }
  return statuses
}

/** A token, a registration and a call, as if nothing had been. */
async function serve({ tokenPort, controlPort, signalPort }: Targets): Promise<void> {
  const control = { Authorization: `Bearer ${CONTROL_SECRET}`, 'Content-Type': 'application/json' }
  // Among the abuse there were orders of the right kind: they are taken back.
  await fetch(`http://127.0.0.1:${controlPort}/trouble`, {
    method: 'POST',
    headers: control,
    body: '{"kind":"clear"}',
  })
  const response = await fetch(`http://127.0.0.1:${tokenPort}/token`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${USER_SECRET}` },
  })
  const answer: unknown = await response.json()
  const client = await connectClient(signalPort)
  await client.register(String(Reflect.get(Object(answer), 'token')))
  const body = JSON.stringify({ to: `client:${IDENTITY}` })
  const placed = await fetch(`http://127.0.0.1:${controlPort}/calls`, {
    method: 'POST',
    headers: control,
    body,
  })
  if (placed.status !== 201) throw new Error(`The call was answered with ${placed.status}.`)
  await client.next('invite')
  client.close()
}

async function healthOf({ processes }: Targets) {
  return Promise.all(
    Object.entries(processes).map(async ([name, process]) => ({
      name,
      process,
      ...(await process.health()),
    })),
  )
}

/** Waits until what was opened is closed again. */
async function settledHealth(before: Awaited<ReturnType<typeof healthOf>>) {
  return Promise.all(
    before.map(async ({ name, process, handles, memoryMiB }) => {
      let now = await process.health()
      const closed = await expect
        .poll(async () => (now = await process.health()).handles, { timeout: 30_000 })
        .toBeLessThanOrEqual(handles + HANDLES_ROOM)
        .then(
          () => true,
          () => false,
        )
      const { alive, errors } = process
      const good = closed && alive && errors === '' && now.memoryMiB < memoryMiB + MEMORY_ROOM_MIB
      const report = {
        alive,
        errors,
        handles: `${handles} -> ${now.handles}`,
        memoryMiB: `${memoryMiB} -> ${now.memoryMiB}`,
      }
      return { name, good, report }
    }),
  )
}
