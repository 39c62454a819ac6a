/** Whether a host name or address means this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

/**
 * Parses an address that the exchange may request: https anywhere, http on this machine only.
 * @throws Error with a readable message for any other address.
 */
export function webAddress(address: string, base?: string): URL {
  let url: URL
  try {
    url = new URL(address, base)
  } catch {
    throw new Error(`"${address}" is not a web address`)
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url
  throw new Error(`${url.protocol}//${url.hostname} is refused: only https, or http on this machine`)
}

/** Whether the exchange may request this address. */
export function isWebAddress(address: string): boolean {
  try {
    webAddress(address)
    return true
  } catch {
    return false
  }
}
