import { launchOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const CALL = { from: '+12025550142', to: '+12025550100', callerName: 'Ada', party: { tone: 440 } }

const ENVIRONMENTS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['an empty address of the session bus', { DBUS_SESSION_BUS_ADDRESS: '' }],
  ['an address of the session bus that starts a program', { DBUS_SESSION_BUS_ADDRESS: 'autolaunch:' }],
  ['another that does', { DBUS_SESSION_BUS_ADDRESS: 'unixexec:path=/bin/true;garbage' }],
  [
    'missing folders, buses, languages and time zones',
    {
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/not/there',
      DBUS_SYSTEM_BUS_ADDRESS: 'autolaunch:',
      XDG_RUNTIME_DIR: '/not/there',
      XDG_CURRENT_DESKTOP: 'x'.repeat(1_000),
      TMPDIR: '/not/there',
      LANG: 'xx_YY.no-such-charset',
      LC_ALL: '',
      TZ: ':/not/there',
      NODE_OPTIONS: '',
      HOME: 'relative',
    },
  ],
]

for (const [what, env] of ENVIRONMENTS) {
  test(`with ${what} a call rings, is answered and ends`, async ({ executable, desktop }) => {
    const offhook = await launchOffhook({ executable, desktop, env })
    const see = screen(offhook.window)
    await expect(see.ready).toBeVisible({ timeout: 20_000 })
    for (const caller of ['Ada', 'Bob']) {
      const sid = await offhook.exchange.placeCall({ ...CALL, callerName: caller })
      await see.accept.click()
      await expect(see.timer).toBeVisible()
      await offhook.exchange.next('bridged', { callSid: sid })
      await see.hangUp.click()
      await expect(see.noCall).toBeVisible()
    }
    const program = offhook.app.process()
    expect(program.signalCode).toBeNull()
    await offhook.close()
    expect([program.exitCode, program.signalCode]).toEqual([0, null])
  })
}
