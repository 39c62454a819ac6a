/** The part of Node's `process` that a child process of the app uses. */
export interface SelfProcess {
  send?: ((message: object, handle: undefined, options: undefined, done: () => void) => boolean) | undefined
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  on(event: 'unhandledRejection', listener: (reason: unknown) => void): unknown
  on(event: 'uncaughtException', listener: (error: Error) => void): unknown
  exit(code: number): never
  readonly stdout: { write(text: string, done: () => void): unknown }
}

/** The process that started this one. */
export interface ParentConnection {
  send(message: object): void
  onMessage(listener: (message: unknown) => void): void
  /** Called when the parent has ended. Electron ends its utility processes itself. */
  onGone(listener: () => void): void
}

/** What Electron's `utilityProcess` gives its child in place of `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: object): void
}

/**
 * Finds the parent, be it Electron's `utilityProcess.fork` or Node's `child_process.fork`.
 * @throws Error when there is neither.
 */
export function connectToParent(self: SelfProcess): ParentConnection {
  const port: unknown = Reflect.get(self, 'parentPort')
  if (isParentPort(port)) {
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => void port.on('message', (event) => listener(event.data)),
      onGone: (listener) => void port.on('close', listener),
    }
  }
  if (self.send === undefined) {
    throw new Error(
      'The app starts this file. To run a server alone, use "npm run token-service" or "npm run exchange".',
    )
  }
  return {
    // With a callback, a parent that has ended is no error here: onGone reports it.
    send: (message) => void self.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void self.on('message', listener),
    onGone: (listener) => void self.on('disconnect', listener),
  }
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port
}
