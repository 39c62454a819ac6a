import { readFile } from 'node:fs/promises'
import { processTree } from '../bench/probes/process-tree.ts'
import { popupOf } from '../support/app/incoming-call-window.ts'
import { type Fault, expectThat } from './fault.ts'
import { IDENTITY, isAlert, type Stand } from './testbed.ts'

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
    async run(stand) {
      await powerMonitor(stand, 'suspend')
      await stand.trouble('refuse')
      await stand.trouble('drop')
      await stand.lasts(5_000)
      const mark = stand.mark()
      await stand.trouble('clear')
      const over = Date.now()
      await powerMonitor(stand, 'resume')
      return { saw: 'connected on waking', backMs: await stand.backAfter(mark, over) }
    },
  },
  {
    name: 'frozen',
    cause: 'all of the app’s processes but its exchange stand still for 25 s (SIGSTOP), then go on',
    async run(stand) {
      await frozen(stand, () => stand.lasts(25_000))
      // The socket may have survived, or the SDK may close it for its silence: a call shows that the phone can be reached.
      return { saw: 'a call could be accepted on waking', backMs: await stand.ringsAfter(Date.now()) }
    },
  },
  {
    name: 'frozen, and the registration lost',
    cause: 'the same, and meanwhile the exchange forgets the registration; the socket stays open',
    async run(stand) {
      await frozen(stand, async () => {
        await stand.lasts(15_000)
        await stand.trouble('forget')
        await stand.lasts(10_000)
        await stand.trouble('clear')
      })
      return { saw: 'a call could be accepted on waking', backMs: await stand.ringsAfter(Date.now()) }
    },
  },
  {
    name: 'network lost',
    cause: 'the computer is offline for 6 s, and the socket is gone',
    async run(stand) {
      const started = Date.now()
      await network(stand, true)
      // The emulation leaves sockets to this computer alone.
      await stand.trouble('refuse')
      await stand.trouble('drop')
      const saw = await stand.says(CANNOT)
      const noticedMs = Date.now() - started
      await stand.lasts(6_000 - noticedMs)
      const mark = stand.mark()
      await stand.trouble('clear')
      await network(stand, false)
      return { saw: `“${saw}”`, noticedMs, backMs: await stand.backAfter(mark, Date.now()) }
    },
  },
  {
    name: 'media lost in a call',
    cause: 'no audio and no ICE check passes until the window says so',
    async run(stand) {
      const sid = await stand.talk()
      const started = Date.now()
      await stand.trouble('blackhole')
      const saw = await stand.says(MEDIA_LOST)
      const noticedMs = Date.now() - started
      await stand.trouble('clear')
      const over = Date.now()
      await stand.saysNoMore(MEDIA_LOST, 30_000)
      const backMs = Date.now() - over
      await stand.hangUp(sid)
      return { saw: `“${saw}”, and the call went on`, noticedMs, backMs }
    },
  },
  {
    name: 'audio lost in a call',
    cause: 'ICE checks pass and no audio does, until the window says so',
    async run(stand) {
      const sid = await stand.talk()
      const started = Date.now()
      await stand.trouble('loss', { percent: 100 })
      const saw = await stand.says(MEDIA_LOST)
      const noticedMs = Date.now() - started
      await stand.trouble('clear')
      const over = Date.now()
      await stand.saysNoMore(MEDIA_LOST, 30_000)
      const backMs = Date.now() - over
      await stand.hangUp(sid)
      return { saw: `“${saw}”, and the call went on`, noticedMs, backMs }
    },
  },
  {
    name: 'page crashed',
    cause: 'the phone’s renderer process dies',
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await crash(stand)
      const backMs = await stand.backAfter(mark, started)
      return { saw: 'started again by itself', backMs, backWithinMs: PAGE_BACK_MS }
    },
  },
  {
    name: 'page crashed in a call',
    cause: 'the phone’s renderer process dies while two people talk',
    async run(stand) {
      await stand.talk()
      const mark = stand.mark()
      const started = Date.now()
      await crash(stand)
      const backMs = await stand.backAfter(mark, started)
      const text = await stand.text()
      expectThat(!/Hang up/.test(text), 'A call stayed in the window.')
      return { saw: 'started again by itself, without the call', backMs, backWithinMs: PAGE_BACK_MS }
    },
  },
  {
    name: 'page hung',
    cause: 'the phone’s page runs in an endless loop',
    byHand: true,
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      await hang(stand)
      await stand.exchange.next('registered', { identity: IDENTITY }, { from: mark, timeoutMs: 120_000 })
      const tookMs = Date.now() - started
      expectThat(tookMs < HUNG_BACK_MS, `It took ${tookMs} ms.`)
      return { saw: `stopped, and started again by itself, after ${(tookMs / 1_000).toFixed(1)} s` }
    },
  },
  {
    name: 'exchange process killed',
    cause: 'the practice exchange’s process dies',
    async run(stand) {
      const started = Date.now()
      process.kill(await serverPid(stand, 'exchange'), 'SIGKILL')
      const { exchange } = await stand.offhook.connectExchange()
      stand.exchange.close()
      stand.exchange = exchange
      await exchange.next('registered', {}, { timeoutMs: 30_000 })
      return { saw: 'the exchange was started again', backMs: Date.now() - started }
    },
  },
  {
    name: 'token service killed',
    cause: 'the token service’s process dies, and the token is revoked',
    async run(stand) {
      const mark = stand.mark()
      const started = Date.now()
      process.kill(await serverPid(stand, 'token'), 'SIGKILL')
      await stand.trouble('revoke')
      return { saw: 'the service was started again', backMs: await stand.backAfter(mark, started) }
    },
  },
  {
    name: 'notification server restarted',
    cause: 'in mid-ring the notification server dies, and another one takes its place',
    async run(stand) {
      const { sid, shown, from } = await stand.ring()
      const before = stand.watch.events.indexOf(shown) + 1
      await stand.desktop.restartNotifications()
      await stand.watch.next('shown', isAlert, { since: before })
      await stand.desktop.notifications?.press('Accept')
      await stand.exchange.next('bridged', { callSid: sid }, { from })
      await stand.hangUp(sid)
      return { saw: 'the notification came back, and Accept on it connected' }
    },
  },
  {
    name: 'no notification server',
    cause: 'the notification server is gone when a call comes',
    async run(stand) {
      const { server } = stand.desktop.notifications ?? {}
      await stand.desktop.useNotifications('none')
      const from = stand.mark()
      const sid = await stand.exchange.placeCall({ from: '+12025550142', to: '+12025550100' })
      const popup = await popupOf(stand.offhook.app, stand.desktop)
      await popup.press('Accept')
      await stand.exchange.next('bridged', { callSid: sid }, { from })
      await stand.hangUp(sid)
      await stand.desktop.useNotifications(server ?? 'none')
      return { saw: 'the call window, and Accept on it connected' }
    },
  },
]

/** Stops all of the app's processes but its servers during `work`. */
async function frozen(stand: Stand, work: () => Promise<void>): Promise<void> {
  const { pids } = await processTree(stand.offhook.app.process().pid ?? 0, { servers: false })
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    await work()
  } finally {
    for (const pid of pids.toReversed()) process.kill(pid, 'SIGCONT')
  }
}

function powerMonitor(stand: Stand, what: 'suspend' | 'resume'): Promise<unknown> {
  return stand.offhook.app.evaluate((electron, event) => {
    electron.powerMonitor.emit(event)
  }, what)
}

function network(stand: Stand, offline: boolean): Promise<unknown> {
  return stand.offhook.app.evaluate(({ session }, off) => {
    if (off) session.defaultSession.enableNetworkEmulation({ offline: true })
    else session.defaultSession.disableNetworkEmulation()
  }, offline)
}

function crash(stand: Stand): Promise<unknown> {
  return stand.offhook.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (!window.webContents.getURL().endsWith('popup.html')) window.webContents.forcefullyCrashRenderer()
  })
}

function hang(stand: Stand): Promise<unknown> {
  return stand.offhook.app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows())
      if (!webContents.getURL().endsWith('popup.html'))
        webContents.executeJavaScript('for (;;);').catch(() => undefined)
  })
}

/** The servers are node services of Electron; what they have open tells which is which. */
async function serverPid(stand: Stand, which: 'exchange' | 'token'): Promise<number> {
  const metrics = await stand.offhook.app.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .map(({ pid, serviceName, name }) => ({ pid, words: `${serviceName ?? ''} ${name ?? ''}` })),
  )
  const found = metrics.find(({ words }) => words.toLowerCase().includes(which))
  if (!found) throw new Error(`There is no process for "${which}": ${JSON.stringify(metrics)}`)
  await readFile(`/proc/${found.pid}/stat`)
  return found.pid
}
