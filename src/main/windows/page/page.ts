/** Where the window's page lives: shipped under a scheme of our own, or at the dev server. */
export interface Page {
  readonly url: string
  /** Whether an address belongs to the page's own origin. */
  isOwnUrl(address: string): boolean
}

export const SCHEME = 'offhook'
export const HOST = 'app'

/** The page's address. Only a program that is not packaged looks at `devServer`, and only on this machine. */
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
  // As Chromium writes it: else the page's wish to be loaded anew is taken for one to go elsewhere.
  return { url: own.href, isOwnUrl }
}

/** The address of another page beside this one, such as `popup.html`. */
export function besidePage(page: Page, file: string): string {
  return new URL(file, page.url).href
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname)
}
