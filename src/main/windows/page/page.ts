/** The page of the window: a bundled file under the scheme `offhook`, or the dev server. */
export interface Page {
  readonly url: string
  /** Whether an address belongs to the page's own origin. */
  isOwnUrl(address: string): boolean
}

export const SCHEME = 'offhook'
export const HOST = 'app'

/** The address of the page. `devServer` is used only by a run from source, and only on this computer. */
export function choosePage(devServer: string | undefined, packaged: boolean): Page {
  const dev = !packaged && devServer !== undefined && isLoopback(devServer)
  const url = dev ? devServer : `${SCHEME}://${HOST}/index.html`
  const own = new URL(url)
  // A URL's `origin` is "null" for schemes Node does not know, so its parts are compared.
  const isOwnUrl = (address: string) => {
    if (!URL.canParse(address)) return false
    const other = new URL(address)
    return other.protocol === own.protocol && other.host === own.host
  }
  // In Chromium's spelling: otherwise a reload of the page looks like a navigation to another address.
  return { url: own.href, isOwnUrl }
}

/** The address of another page beside this one, such as `popup.html`. */
export function besidePage(page: Page, file: string): string {
  return new URL(file, page.url).href
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)
}
