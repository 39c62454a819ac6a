import { once } from 'node:events'
import { createConnection } from 'node:net'
import { performance } from 'node:perf_hooks'
import { createEventRecorder } from '../../support/events/event-recorder.ts'

/** A window that came up; `at` in wall-clock milliseconds, its size in pixels. */
interface ShownWindow {
  readonly id: number
  readonly at: number
  readonly width: number
  readonly height: number
}

/** Hears from the X server itself when windows come up. */
export interface ShownWindows {
  /** The first window at least as large as a phone window that comes up from now on. */
  next(): Promise<ShownWindow>
  /** Takes a window off the screen, as minimising it does. */
  hide(window: ShownWindow): void
  stop(): void
}

// Numbers of the X11 protocol. Source: https://www.x.org/releases/current/doc/xproto/x11protocol.html
const [CHANGE_WINDOW_ATTRIBUTES, UNMAP_WINDOW] = [2, 10]
const EVENT_MASK = 0x800
const SUBSTRUCTURE_NOTIFY = 0x80000
const [CREATE_NOTIFY, MAP_NOTIFY, CONFIGURE_NOTIFY] = [16, 19, 22]
const PACKET = 32
const [LEAST_WIDTH, LEAST_HEIGHT] = [300, 400]

/** Watches the top-level windows of a display such as `:99`. There must be no window manager in between. */
export async function watchWindows(display: string): Promise<ShownWindows> {
  const socket = createConnection(`/tmp/.X11-unix/X${display.slice(1)}`)
  const shown = createEventRecorder<ShownWindow>('screen')
  const sizes = new Map<number, { width: number; height: number }>()
  let received = Buffer.alloc(0)
  let isSetUp = false

  const hear = (event: Buffer): void => {
    const type = event.readUInt8(0) & 0x7f
    const window = event.readUInt32LE(8)
    if (type === CREATE_NOTIFY) {
      sizes.set(window, { width: event.readUInt16LE(16), height: event.readUInt16LE(18) })
    } else if (type === CONFIGURE_NOTIFY) {
      sizes.set(window, { width: event.readUInt16LE(20), height: event.readUInt16LE(22) })
    } else if (type === MAP_NOTIFY) {
      const { width, height } = sizes.get(window) ?? { width: 0, height: 0 }
      shown.add({ id: window, at: performance.timeOrigin + performance.now(), width, height })
    }
  }
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    if (!isSetUp) {
      const length = received.length < 8 ? Infinity : 8 + received.readUInt16LE(6) * 4
      if (received.length < length) return
      isSetUp = true
      socket.write(listenTo(rootOf(received)))
      received = received.subarray(length)
    }
    for (; received.length >= PACKET; received = received.subarray(PACKET)) hear(received)
  })
  await once(socket, 'connect')
  // Little-endian, protocol 11.0, no authorisation.
  socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  return {
    next: () =>
      shown.waitFor('a window', ({ width, height }) => width >= LEAST_WIDTH && height >= LEAST_HEIGHT, {
        from: shown.entries.length,
      }),
    hide({ id }) {
      const request = Buffer.alloc(8)
      request.writeUInt8(UNMAP_WINDOW, 0)
      request.writeUInt16LE(request.length / 4, 2)
      request.writeUInt32LE(id, 4)
      socket.write(request)
    },
    stop: () => socket.destroy(),
  }
}

/** The root window of the first screen, out of the server's answer to the greeting. */
function rootOf(answer: Buffer): number {
  if (answer.readUInt8(0) !== 1) throw new Error('The X server does not let us in.')
  const vendor = answer.readUInt16LE(24)
  const formats = answer.readUInt8(29)
  return answer.readUInt32LE(40 + Math.ceil(vendor / 4) * 4 + formats * 8)
}

function listenTo(root: number): Buffer {
  const request = Buffer.alloc(16)
  request.writeUInt8(CHANGE_WINDOW_ATTRIBUTES, 0)
  request.writeUInt16LE(request.length / 4, 2)
  request.writeUInt32LE(root, 4)
  request.writeUInt32LE(EVENT_MASK, 8)
  request.writeUInt32LE(SUBSTRUCTURE_NOTIFY, 12)
  return request
}
