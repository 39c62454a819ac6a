/**
 * Requests an ICE restart of a call through a private member of the SDK. Returns whether the member exists; without it, nothing
 * happens.
 */
export function restartIce(call: object): boolean {
  const handler: unknown = Reflect.get(call, '_mediaHandler')
  if (typeof handler !== 'object' || handler === null) return false
  if (!('iceRestart' in handler) || typeof handler.iceRestart !== 'function') return false
  Reflect.apply(handler.iceRestart, handler, [])
  return true
}
