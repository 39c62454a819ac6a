import type { Plugin } from 'vite'

/** What Vite wraps every later import in, so that what it needs is fetched at once instead of one after the other. */
const HELPER = '\0vite/preload-helper.js'

/** Its own copes with styles, nonces and browsers of long ago, and is a kilobyte in each page with such an import. */
const LEAN = `export function __vitePreload(load, files = [], from) {
  for (const file of files) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.crossOrigin = ''
    link.href = new URL(file, from).href
    document.head.append(link)
  }
  return load()
}
`

/** Fetches what a later import needs in few words. All styles are in the page's one sheet: none come with an import. */
export function leanPreload(): Plugin {
  return {
    name: 'offhook:lean-preload',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === HELPER ? LEAN : null),
  }
}
