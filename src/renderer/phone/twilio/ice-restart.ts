/**
 * Asks the SDK for an ICE restart of a call, which it can do and offers nowhere in public. Answers whether it could be
 * asked; where the SDK is made otherwise, nothing happens.
 */
export function restartIce(call: object): boolean {
  const handler: unknown = Reflect.get(call, '_mediaHandler')
  if (typeof handler !== 'object' || handler === null) return false
  if (!('iceRestart' in handler) || typeof handler.iceRestart !== 'function') return false
  Reflect.apply(handler.iceRestart, handler, [])
  return true
}
