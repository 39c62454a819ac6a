/** The part of Node's `process` that is used here. */
export interface SelfProcess {
  send?: ((message: object, handle: undefined, options: undefined, done: () => void) => boolean) | undefined
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  exit(code: number): never
  readonly stdout: { write(text: string, done: () => void): unknown }
}

/** The process that started this one. */
export interface ParentConnection {
  send(message: object): void
  onMessage(listener: (message: unknown) => void): void
  /** Called when the parent has ended. Electron ends its utility processes itself. */
  onExit(listener: () => void): void
}

/** `process.parentPort` of a child of Electron's `utilityProcess`, which has no `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: object): void
}

/**
 * Connects to the parent, which used Electron's `utilityProcess.fork` or Node's `child_process.fork`.
 * @throws Error without such a parent.
 */
export function connectToParent(self: SelfProcess): ParentConnection {
  const port: unknown = 'parentPort' in self ? self.parentPort : undefined
  if (isParentPort(port)) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
      onExit: (listener) => void port.on('close', listener),
    }
  }
  if (self.send === undefined) {
    throw new Error(
      'The app starts this file. To run a server alone, use "npm run token-service" or "npm run exchange".',
    )
  }
  return {
    // The callback takes the error of a parent that has ended: onExit reports it.
    send: (message) => void self.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void self.on('message', listener),
    onExit: (listener) => void self.on('disconnect', listener),
  }
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port
}
