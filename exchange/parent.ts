/** The process that forked this one. */
export interface Parent {
  send(message: object): void
}

/** What Electron's `utilityProcess` gives its child in place of `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: object): void
}

/**
 * Talks to the parent, be it Electron's `utilityProcess` or `child_process.fork`.
 * @throws Error when nobody forked this process.
 */
export function connectToParent(onMessage: (message: unknown) => void, onGone: () => void): Parent {
  const port: unknown = Reflect.get(process, 'parentPort')
  if (isParentPort(port)) {
    // Electron ends this process itself when its parent goes away.
    port.on('message', (event) => onMessage(event.data))
    return { send: (message) => port.postMessage(message) }
  }
  if (process.send === undefined)
    throw new Error('This file is to be forked; to run the exchange alone, use its cli.ts.')
  process.on('message', onMessage)
  process.on('disconnect', onGone)
  return { send: (message) => void process.send?.(message) }
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port
}
