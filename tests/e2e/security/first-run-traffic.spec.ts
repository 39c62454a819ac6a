import { mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { launchOffhook } from '../../support/app/launch.ts'
import { expect, test } from '../fixtures/offhook.ts'
import { screen } from '../fixtures/screen.ts'

const NetLog = v.object({ events: v.array(v.object({ params: v.optional(v.unknown()) })) })
/** The parameters of Chromium's net log events that contain a destination. */
const PLACES = new Set([
  'url',
  'host',
  'hostname',
  'origin',
  'host_port',
  'destination',
  'group_id',
  'dns_query',
])

/** Every host in a net log. */
function hostsIn(text: string): readonly string[] {
  const { events } = v.parse(NetLog, JSON.parse(text))
  const hosts = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') look(inner)
      else if (PLACES.has(name)) {
        const host = /^(?:[\w+.-]+:\/\/)?(?:[^/@]*@)?(\[[^\]]*\]|[^:/]*)/.exec(
          inner.replace(/^\w+\/(?=\w+:\/\/)/, ''),
        )
        hosts.add(host?.[1] ?? inner)
      }
    }
  }
  for (const { params } of events) look(params)
  return [...hosts]
}

test('a first run on the practice line, with a call, reaches nothing but this computer', async ({
  executable,
  desktop,
}) => {
  const folder = await mkdtemp(join(desktop.folder, 'net-'))
  const file = join(folder, 'net-log.json')
  const offhook = await launchOffhook({ executable, desktop, args: [`--log-net-log=${file}`] })
  const see = screen(offhook.window)
  await expect(see.ready).toBeVisible({ timeout: 20_000 })
  const sid = await offhook.exchange.placeCall({
    from: '+12025550142',
    to: '+12025550100',
    party: { tone: 440 },
  })
  await see.accept.click()
  await offhook.exchange.next('bridged', { callSid: sid })
  await see.hangUp.click()
  await expect(see.noCall).toBeVisible()
  // Typing in a field triggers the download of a spelling dictionary.
  await see.number.fill('somebody')
  await offhook.close()
  const hosts = hostsIn(await readFile(file, 'utf8'))
  expect(hosts).toContain('localhost')
  expect(hosts.filter((host) => !['localhost', '127.0.0.1', 'app', ''].includes(host))).toEqual([])
})
