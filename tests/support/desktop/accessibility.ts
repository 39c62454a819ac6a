import { setTimeout as pause } from 'node:timers/promises'
import * as v from 'valibot'
import { connectBus, type BusClient } from './dbus.ts'

/** Something visible, as a screen reader would find it; the rectangle in pixels of the screen. */
export type Seen = { role: string; name: string; x: number; y: number; width: number; height: number }
/** A window and its visible content. `id`: unique for each window, also if two look the same. */
export type SeenWindow = { id: string; parts: readonly Seen[] }

const ACCESSIBLE = 'org.a11y.atspi.Accessible'
const REGISTRY = { destination: 'org.a11y.atspi.Registry', path: '/org/a11y/atspi/accessible/root' }
const SCREEN = 0
/** Bit of AT-SPI's state set that says "drawn on the screen". */
const SHOWING = 25

const referenceSchema = v.pipe(
  v.tuple([v.string(), v.string()]),
  v.transform(([destination, path]) => ({ destination, path })),
)
const extentsSchema = v.tuple([v.number(), v.number(), v.number(), v.number()])
const variantSchema = v.tuple([v.unknown(), v.array(v.unknown())])
const statesSchema = v.pipe(v.array(v.number()), v.minLength(1))
type Reference = v.InferOutput<typeof referenceSchema>

/** Reads other programs' windows through AT-SPI. Source: the org.a11y.atspi D-Bus interfaces. */
export type Accessibility = {
  /** The windows a program shows now, by the program's name; none when it has none. */
  windows(program: string): Promise<readonly SeenWindow[]>
  close(): void
}

/** Connects to the accessibility bus that belongs to a session bus. */
export async function connectAccessibility(session: BusClient): Promise<Accessibility> {
  const address = await session.call({
    destination: 'org.a11y.Bus',
    path: '/org/a11y/bus',
    interface: 'org.a11y.Bus',
    member: 'GetAddress',
  })
  const bus = connectBus(v.parse(v.string(), address))
  return {
    close: () => bus.close(),
    async windows(program) {
      const found: SeenWindow[] = []
      for (const app of await children(bus, REGISTRY)) {
        if ((await nameOf(bus, app)) !== program) continue
        for (const window of await children(bus, app)) {
          const parts = await visibleParts(bus, window)
          if (parts.length > 0) found.push({ id: `${window.destination} ${window.path}`, parts })
        }
      }
      return found
    },
  }
}

async function children(bus: BusClient, of: Reference): Promise<Reference[]> {
  const answer = await bus.call({ ...of, interface: ACCESSIBLE, member: 'GetChildren' })
  return v.parse(v.array(referenceSchema), answer)
}

async function nameOf(bus: BusClient, of: Reference): Promise<string> {
  const answer = await bus.call({
    ...of,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [ACCESSIBLE, 'Name'],
  })
  const [name] = v.parse(variantSchema, answer)[1]
  return typeof name === 'string' ? name : ''
}

async function visibleParts(bus: BusClient, of: Reference): Promise<Seen[]> {
  const [low = 0] = v.parse(
    statesSchema,
    await bus.call({ ...of, interface: ACCESSIBLE, member: 'GetState' }),
  )
  if (((low >>> SHOWING) & 1) === 0) return []
  const role = String(await bus.call({ ...of, interface: ACCESSIBLE, member: 'GetRoleName' }))
  const extents = await bus.call({
    ...of,
    interface: 'org.a11y.atspi.Component',
    member: 'GetExtents',
    signature: 'u',
    body: [SCREEN],
  })
  const [x, y, width, height] = v.parse(extentsSchema, extents)
  const parts = [{ role, name: await nameOf(bus, of), x, y, width, height }]
  for (const child of await children(bus, of)) parts.push(...(await visibleParts(bus, child)))
  return parts
}

/**
 * Calls `find` every 20 ms until it returns a value. Rejects after `timeout` ms with an error that names `what`. A window may
 * close while it is being read: an error of `find` counts as "not found yet".
 */
export async function lookFor<T>(
  what: string,
  timeout: number,
  find: () => Promise<T | undefined>,
): Promise<T> {
  const end = Date.now() + timeout
  let lastError = ''
  for (;;) {
    try {
      const found = await find()
      if (found !== undefined) return found
    } catch (error) {
      lastError = ` (${error instanceof Error ? error.message : String(error)})`
    }
    if (Date.now() > end) throw new Error(`${what} was not seen within ${timeout} ms${lastError}.`)
    await pause(20)
  }
}
