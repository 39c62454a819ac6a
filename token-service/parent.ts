/** The process that started this one, whichever way it did. */
export type Parent = {
  readonly send: (message: object) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onGone: (listener: () => void) => void
}

/** The part of Electron's `process.parentPort` used here; this room knows no Electron. */
type ElectronPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: object): void
}

/**
 * Finds the parent: Electron's `utilityProcess.fork` or Node's `child_process.fork`.
 * Throws when there is neither.
 */
export function openParent(self: NodeJS.Process): Parent {
  const port: unknown = Reflect.get(self, 'parentPort')
  if (isElectronPort(port)) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
      onGone: (listener) => void port.on('close', listener),
    }
  }
  if (self.send === undefined)
    throw new Error('bundled.ts is started by the app; use "npm run token-service"')
  return {
    // With a callback a parent that is already gone is no error here: onGone tells.
    send: (message) => void self.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void self.on('message', listener),
    onGone: (listener) => void self.on('disconnect', listener),
  }
}

function isElectronPort(value: unknown): value is ElectronPort {
  return typeof value === 'object' && value !== null && 'on' in value && 'postMessage' in value
}
