import { performance } from 'node:perf_hooks'
import { createTestAccount, type TestAccount } from '../../support/app/account.ts'
import { preparePractice } from '../../support/app/launch.ts'
import { startBareDevice, startBareWindow } from '../testbed/reference-program.ts'
import { createUndo, inTurns, type Bench } from '../bench-definition.ts'
import { BARE, OFFHOOK } from '../testbed/pair.ts'
import { startProgram } from '../testbed/program.ts'
import { rowOf } from '../report/row.ts'
import { startExchange, startPracticeTokenService, type StandingExchange } from '../testbed/servers.ts'
import { watchWindows, type ShownWindows } from '../probes/shown-windows.ts'
import type { Stage } from '../testbed/testbed.ts'
import { chooseTeam, startTokenServer } from '../testbed/team-connection.ts'

type Samples = Record<
  'shown' | 'registered' | 'teamRegistered' | 'bareShown' | 'bareRegistered' | 'bareWithServers',
  number[]
>

interface Scene {
  readonly stage: Stage
  readonly account: TestAccount
  readonly exchange: StandingExchange
  readonly windows: ShownWindows
  /** Profiles that have been used before, as a person's has. */
  readonly profiles: { readonly offhook: string; readonly team: string; readonly bare: string }
  readonly samples: Samples
}

/** Starting up, each time in a profile that was used before. */
export const launch: Bench = {
  name: 'launch',
  about: 'launch to window shown, and to registered',
  async run(stage, { n }) {
    const undo = createUndo()
    try {
      const account = createTestAccount()
      const exchange = await startExchange(stage, account)
      undo.add(() => exchange.close())
      const tokens = await startTokenServer(account)
      undo.add(() => tokens.close())
      const windows = await watchWindows(stage.desktop.display)
      undo.add(async () => windows.stop())
      const samples = {
        shown: [],
        registered: [],
        teamRegistered: [],
        bareShown: [],
        bareRegistered: [],
        bareWithServers: [],
      }
      const profiles = {
        offhook: await stage.profile(),
        team: await stage.profile(),
        bare: await stage.profile(),
      }
      await chooseTeam(profiles.team, tokens, exchange)
      const scene: Scene = { stage, account, exchange, windows, profiles, samples }
      await inTurns(Math.ceil(n / 2), [
        () => launchOffhook(scene),
        () => launchTeam(scene),
        () => launchBareWindow(scene),
        () => launchBareDevice(scene),
        () => launchBareWithServers(scene),
      ])
      return rowsOf(scene)
    } finally {
      await undo.run()
    }
  },
}

async function launchOffhook({ stage, windows, profiles, samples }: Scene): Promise<() => void> {
  const practice = await preparePractice(OFFHOOK)
  const window = windows.next()
  const program = await startProgram(stage, {
    app: stage.program,
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

async function launchTeam({ stage, exchange, profiles, samples }: Scene): Promise<() => void> {
  const from = exchange.control.events.entries.length
  const program = await startProgram(stage, { app: stage.program, profile: profiles.team })
  try {
    const { at } = await exchange.control.next('registered', { identity: OFFHOOK }, { from })
    return () => samples.teamRegistered.push(Date.parse(at) - program.startedAt)
  } finally {
    await program.quit()
  }
}

async function launchBareWindow({ stage, windows, profiles, samples }: Scene): Promise<() => void> {
  const window = windows.next()
  const program = await startBareWindow(stage, profiles.bare)
  try {
    const { at } = await window
    return () => samples.bareShown.push(at - program.startedAt)
  } finally {
    await program.quit()
  }
}

async function launchBareDevice(scene: Scene): Promise<() => void> {
  const took = await registerBare(scene)
  return () => scene.samples.bareRegistered.push(took)
}

/** The work of a practice line without Offhook: two servers start while the bare page registers at a third. */
async function launchBareWithServers(scene: Scene): Promise<() => void> {
  const { stage, account, samples } = scene
  const startedAt = performance.timeOrigin + performance.now()
  const starting = [startPracticeTokenService(stage, account), startExchange(stage, account)]
  const listening = Promise.all(starting).then(() => performance.timeOrigin + performance.now() - startedAt)
  try {
    const [registered, listened] = await Promise.all([registerBare(scene), listening])
    return () => samples.bareWithServers.push(Math.max(registered, listened))
  } finally {
    for (const server of await Promise.all(starting)) await server.close()
  }
}

/** Milliseconds from its start. */
async function registerBare({ stage, account, exchange, profiles }: Scene): Promise<number> {
  const from = exchange.control.events.entries.length
  const program = await startBareDevice(stage, profiles.bare, { account, ...exchange })
  try {
    const { at } = await exchange.control.next('registered', { identity: BARE }, { from })
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
      limit: { name: 'bare Electron window, shown once drawn', samples: samples.bareShown },
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
