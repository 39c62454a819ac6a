import { performance } from 'node:perf_hooks'
import { createTestAccount, type TestAccount } from '../../support/app/account.ts'
import { preparePractice } from '../../support/app/launch.ts'
import { startReferenceClient, startReferenceWindow } from '../testbed/reference-program.ts'
import { createCleanup, alternate, type Bench } from '../bench-definition.ts'
import { REFERENCE, OFFHOOK } from '../testbed/pair.ts'
import { startProgram } from '../testbed/program.ts'
import { rowOf } from '../report/row.ts'
import { startExchange, startPracticeTokenService, type ExchangeProcess } from '../testbed/servers.ts'
import { watchWindows, type ShownWindows } from '../probes/shown-windows.ts'
import type { BenchTestbed } from '../testbed/testbed.ts'
import { chooseTeam, startTokenServer } from '../testbed/team-connection.ts'

type Samples = Record<
  'shown' | 'registered' | 'teamRegistered' | 'referenceShown' | 'bareRegistered' | 'bareWithServers',
  number[]
>

interface Scene {
  readonly testbed: BenchTestbed
  readonly account: TestAccount
  readonly exchange: ExchangeProcess
  readonly windows: ShownWindows
  /** Profiles that have been used before, as a person's has. */
  readonly profiles: { readonly offhook: string; readonly team: string; readonly reference: string }
  readonly samples: Samples
}

/** Starting up, each time in a profile that was used before. */
export const launch: Bench = {
  name: 'launch',
  about: 'launch to window shown, and to registered',
  async run(testbed, { n }) {
    const cleanup = createCleanup()
    try {
      const account = createTestAccount()
      const exchange = await startExchange(testbed, account)
      cleanup.add(() => exchange.close())
      const tokens = await startTokenServer(account)
      cleanup.add(() => tokens.close())
      const windows = await watchWindows(testbed.desktop.display)
      cleanup.add(async () => windows.stop())
      const samples = {
        shown: [],
        registered: [],
        teamRegistered: [],
        referenceShown: [],
        bareRegistered: [],
        bareWithServers: [],
      }
      const profiles = {
        offhook: await testbed.profile(),
        team: await testbed.profile(),
        reference: await testbed.profile(),
      }
      await chooseTeam(profiles.team, tokens, exchange)
      const scene: Scene = { testbed, account, exchange, windows, profiles, samples }
      await alternate(Math.ceil(n / 2), [
        () => launchOffhook(scene),
        () => launchTeam(scene),
        () => launchBareWindow(scene),
        () => launchReferenceClient(scene),
        () => launchBareWithServers(scene),
      ])
      return rowsOf(scene)
    } finally {
      await cleanup.run()
    }
  },
}

async function launchOffhook({ testbed, windows, profiles, samples }: Scene): Promise<() => void> {
  const practice = await preparePractice(OFFHOOK)
  const window = windows.next()
  const program = await startProgram(testbed, {
    app: testbed.program,
    profile: profiles.offhook,
    env: practice.env,
  })
  try {
    const { at } = await window
    // Its own exchange has noted when: we need not be there in time.
    const { exchange } = await practice.connect()
    const registered = await exchange.next('registered', { identity: OFFHOOK })
    exchange.close()
    return () => {
      samples.shown.push(at - program.startedAt)
      samples.registered.push(Date.parse(registered.at) - program.startedAt)
    }
  } finally {
    await program.quit()
  }
}

async function launchTeam({ testbed, exchange, profiles, samples }: Scene): Promise<() => void> {
  const from = exchange.control.events.entries.length
  const program = await startProgram(testbed, { app: testbed.program, profile: profiles.team })
  try {
    const { at } = await exchange.control.next('registered', { identity: OFFHOOK }, { from })
    return () => samples.teamRegistered.push(Date.parse(at) - program.startedAt)
  } finally {
    await program.quit()
  }
}

async function launchBareWindow({ testbed, windows, profiles, samples }: Scene): Promise<() => void> {
  const window = windows.next()
  const program = await startReferenceWindow(testbed, profiles.reference)
  try {
    const { at } = await window
    return () => samples.referenceShown.push(at - program.startedAt)
  } finally {
    await program.quit()
  }
}

async function launchReferenceClient(scene: Scene): Promise<() => void> {
  const took = await registerBare(scene)
  return () => scene.samples.bareRegistered.push(took)
}

/** The work of a practice line without Offhook: two servers start while the bare page registers at a third. */
async function launchBareWithServers(scene: Scene): Promise<() => void> {
  const { testbed, account, samples } = scene
  const startedAt = performance.timeOrigin + performance.now()
  const starting = [startPracticeTokenService(testbed, account), startExchange(testbed, account)]
  const listening = Promise.all(starting).then(() => performance.timeOrigin + performance.now() - startedAt)
  try {
    const [registered, listened] = await Promise.all([registerBare(scene), listening])
    return () => samples.bareWithServers.push(Math.max(registered, listened))
  } finally {
    for (const server of await Promise.all(starting)) await server.close()
  }
}

/** Milliseconds from its start. */
async function registerBare({ testbed, account, exchange, profiles }: Scene): Promise<number> {
  const from = exchange.control.events.entries.length
  const program = await startReferenceClient(testbed, profiles.reference, { account, ...exchange })
  try {
    const { at } = await exchange.control.next('registered', { identity: REFERENCE }, { from })
    return Date.parse(at) - program.startedAt
  } finally {
    await program.quit()
  }
}

function rowsOf({ samples }: Scene) {
  const [unit, aim] = ['ms', { times: 1.3 }]
  const bareRegistered = {
    name: 'bare Electron with a bare SDK page, registered',
    samples: samples.bareRegistered,
  }
  return [
    rowOf({
      name: 'launch to window shown',
      unit,
      samples: samples.shown,
      limit: { name: 'bare Electron window, shown once drawn', samples: samples.referenceShown },
      aim,
    }),
    rowOf({
      name: 'launch to registered, a team’s line',
      unit,
      samples: samples.teamRegistered,
      limit: bareRegistered,
      aim,
    }),
    rowOf({
      name: 'launch to registered, practice line: both servers started too',
      unit,
      samples: samples.registered,
      limit: bareRegistered,
      aim,
    }),
    rowOf({
      name: 'launch to registered, practice line, once more',
      unit,
      samples: samples.registered,
      limit: {
        name: 'the same bare page, while two such servers start beside it',
        samples: samples.bareWithServers,
      },
    }),
  ]
}
