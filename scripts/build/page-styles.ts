import { basename } from 'node:path'
import type { CSSOptions } from 'vite'

const SUFFIX = '.module.css'

/** Says which class of which file it is, and packs better than a hash: `call-card_name`. File names are unique. */
export function styleName(name: string, file: string): string {
  return `${basename(file.replace(/\?.*/s, ''), SUFFIX)}_${name}`
}

/** How the page's styles are built, and those of its first picture, which have to be named alike. */
export const pageStyles: CSSOptions = { modules: { generateScopedName: styleName } }
