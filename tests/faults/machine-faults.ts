import { readFile } from 'node:fs/promises'
import { processTree } from '../bench/probes/process-tree.ts'
import { incomingCallWindowOf } from '../support/app/incoming-call-window.ts'
import { type Fault, expectThat } from './fault.ts'
import { IDENTITY, isAlert, type FaultTestbed } from './testbed.ts'

const CANNOT = /Offline|Connecting|The line[^\n]*|The service cannot be reached|No network/

/** The text in the window for a connected call without incoming audio. */
const MEDIA_LOST = /Reconnecting|No sound from the other side/

/** A page that died is back, and registered, within this. */
const PAGE_BACK_MS = 2_000
/** One that hangs is waited for a minute, and a moment more. */
const HUNG_BACK_MS = 70_000

/** This computer: its sleep, its network, its desktop, and the program's own processes. */
export const machineFaults: readonly Fault[] = [
  {
    name: 'sleep and wake, as the system tells it',
    cause: 'suspend; the socket dies and nothing answers; 5 s later resume, and everything answers',
    async run(testbed) {
      await powerMonitor(testbed, 'suspend')
      await testbed.trouble('refuse')
      await testbed.trouble('drop')
      await testbed.lasts(5_000)
      const mark = testbed.mark()
      await testbed.trouble('clear')
      const over = Date.now()
      await powerMonitor(testbed, 'resume')
      return { saw: 'connected on waking', backMs: await testbed.backAfter(mark, over) }
    },
  },
  {
    name: 'frozen',
    cause: 'all of the app’s processes but its exchange stopped for 25 s (SIGSTOP), then go on',
    async run(testbed) {
      await frozen(testbed, () => testbed.lasts(25_000))
      // The socket may have survived, or the SDK may close it for its silence: a call shows that the phone can be reached.
      return { saw: 'a call could be accepted on waking', backMs: await testbed.ringsAfter(Date.now()) }
    },
  },
  {
    name: 'frozen, and the registration lost',
    cause: 'the same, and meanwhile the exchange forgets the registration; the socket stays open',
    async run(testbed) {
      await frozen(testbed, async () => {
        await testbed.lasts(15_000)
        await testbed.trouble('forget')
        await testbed.lasts(10_000)
        await testbed.trouble('clear')
      })
      return { saw: 'a call could be accepted on waking', backMs: await testbed.ringsAfter(Date.now()) }
    },
  },
  {
    name: 'network lost',
    cause: 'the computer is offline for 6 s, and the socket is gone',
    async run(testbed) {
      const started = Date.now()
      await network(testbed, true)
      // The emulation leaves sockets to this computer alone.
      await testbed.trouble('refuse')
      await testbed.trouble('drop')
      const saw = await testbed.says(CANNOT)
      const noticedMs = Date.now() - started
      await testbed.lasts(6_000 - noticedMs)
      const mark = testbed.mark()
      await testbed.trouble('clear')
      await network(testbed, false)
      return { saw: `“${saw}”`, noticedMs, backMs: await testbed.backAfter(mark, Date.now()) }
    },
  },
  {
    name: 'media lost in a call',
    cause: 'no audio and no ICE check passes until the window says so',
    async run(testbed) {
      const sid = await testbed.talk()
      const started = Date.now()
      await testbed.trouble('blackhole')
      const saw = await testbed.says(MEDIA_LOST)
      const noticedMs = Date.now() - started
      await testbed.trouble('clear')
      const over = Date.now()
      await testbed.saysNoMore(MEDIA_LOST, 30_000)
      const backMs = Date.now() - over
      await testbed.hangUp(sid)
      return { saw: `“${saw}”, and the call went on`, noticedMs, backMs }
    },
  },
  {
    name: 'audio lost in a call',
    cause: 'ICE checks pass and no audio does, until the window says so',
    async run(testbed) {
      const sid = await testbed.talk()
      const started = Date.now()
      await testbed.trouble('loss', { percent: 100 })
      const saw = await testbed.says(MEDIA_LOST)
      const noticedMs = Date.now() - started
      await testbed.trouble('clear')
      const over = Date.now()
      await testbed.saysNoMore(MEDIA_LOST, 30_000)
      const backMs = Date.now() - over
      await testbed.hangUp(sid)
      return { saw: `“${saw}”, and the call went on`, noticedMs, backMs }
    },
  },
  {
    name: 'page crashed',
    cause: 'the phone’s renderer process dies',
    async run(testbed) {
      const mark = testbed.mark()
      const started = Date.now()
      await crash(testbed)
      const backMs = await testbed.backAfter(mark, started)
      return { saw: 'started again by itself', backMs, backWithinMs: PAGE_BACK_MS }
    },
  },
  {
    name: 'page crashed in a call',
    cause: 'the phone’s renderer process dies while two people talk',
    async run(testbed) {
      await testbed.talk()
      const mark = testbed.mark()
      const started = Date.now()
      await crash(testbed)
      const backMs = await testbed.backAfter(mark, started)
      const text = await testbed.text()
      expectThat(!/Hang up/.test(text), 'A call stayed in the window.')
      return { saw: 'started again by itself, without the call', backMs, backWithinMs: PAGE_BACK_MS }
    },
  },
  {
    name: 'page hung',
    cause: 'the phone’s page runs in an endless loop',
    byHand: true,
    async run(testbed) {
      const mark = testbed.mark()
      const started = Date.now()
      await hang(testbed)
      await testbed.exchange.next('registered', { identity: IDENTITY }, { from: mark, timeoutMs: 120_000 })
      const tookMs = Date.now() - started
      expectThat(tookMs < HUNG_BACK_MS, `It took ${tookMs} ms.`)
      return { saw: `stopped, and started again by itself, after ${(tookMs / 1_000).toFixed(1)} s` }
    },
  },
  {
    name: 'exchange process killed',
    cause: 'the process of the practice exchange and its token service ends',
    async run(testbed) {
      const started = Date.now()
      process.kill(await serverPid(testbed), 'SIGKILL')
      const { exchange } = await testbed.offhook.connectExchange()
      testbed.exchange.close()
      testbed.exchange = exchange
      await exchange.next('registered', {}, { timeoutMs: 30_000 })
      return { saw: 'the exchange was started again', backMs: Date.now() - started }
    },
  },
  {
    name: 'notification server restarted',
    cause: 'in mid-ring the notification server dies, and another one takes its place',
    async run(testbed) {
      const { sid, shown, from } = await testbed.ring()
      const before = testbed.watch.events.indexOf(shown) + 1
      await testbed.desktop.restartNotifications()
      await testbed.watch.next('shown', isAlert, { since: before })
      await testbed.desktop.notifications?.press('Accept')
      await testbed.exchange.next('bridged', { callSid: sid }, { from })
      await testbed.hangUp(sid)
      return { saw: 'the notification came back, and Accept on it connected' }
    },
  },
  {
    name: 'no notification server',
    cause: 'the notification server is gone when a call comes',
    async run(testbed) {
      const { server } = testbed.desktop.notifications ?? {}
      await testbed.desktop.useNotifications('none')
      const from = testbed.mark()
      const sid = await testbed.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
      const popup = await incomingCallWindowOf(testbed.offhook.app, testbed.desktop)
      await popup.press('Accept')
      await testbed.exchange.next('bridged', { callSid: sid }, { from })
      await testbed.hangUp(sid)
      await testbed.desktop.useNotifications(server ?? 'none')
      return { saw: 'the call window, and Accept on it connected' }
    },
  },
]

/** Stops all of the app's processes but its servers during `work`. */
async function frozen(testbed: FaultTestbed, work: () => Promise<void>): Promise<void> {
  const { pids } = await processTree(testbed.offhook.app.process().pid ?? 0, { servers: false })
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    await work()
  } finally {
    for (const pid of pids.toReversed()) process.kill(pid, 'SIGCONT')
  }
}

function powerMonitor(testbed: FaultTestbed, what: 'suspend' | 'resume'): Promise<unknown> {
  return testbed.offhook.app.evaluate((electron, event) => {
    electron.powerMonitor.emit(event)
  }, what)
}

function network(testbed: FaultTestbed, offline: boolean): Promise<unknown> {
  return testbed.offhook.app.evaluate(({ session }, off) => {
    if (off) session.defaultSession.enableNetworkEmulation({ offline: true })
    else session.defaultSession.disableNetworkEmulation()
  }, offline)
}

function crash(testbed: FaultTestbed): Promise<unknown> {
  return testbed.offhook.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (!window.webContents.getURL().endsWith('popup.html')) window.webContents.forcefullyCrashRenderer()
  })
}

function hang(testbed: FaultTestbed): Promise<unknown> {
  return testbed.offhook.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (!webContents.getURL().endsWith('popup.html'))
        webContents.executeJavaScript('for (;;);').catch(() => undefined)
  })
}

/** The process of the bundled servers. */
async function serverPid(testbed: FaultTestbed): Promise<number> {
  const metrics = await testbed.offhook.app.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .map(({ pid, serviceName, name }) => ({ pid, words: `${serviceName ?? ''} ${name ?? ''}` })),
  )
  const found = metrics.find(({ words }) => words.toLowerCase().includes('exchange'))
  if (!found) throw new Error(`There is no process of the servers: ${JSON.stringify(metrics)}`)
  await readFile(`/proc/${found.pid}/stat`)
  return found.pid
}
