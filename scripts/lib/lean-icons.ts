import { join } from 'node:path'
import type { Plugin } from 'vite'
import { projectFolder } from './project.ts'

const DRAWS = join(projectFolder, 'src', 'renderer', 'ui', 'kit', 'icon.tsx').replaceAll('\\', '/')
const ICON = /\/lucide-react\/dist\/esm\/icons\/(?!index\.)[\w-]+\.mjs$/
/** An older name of an icon is a module that hands on the newer one. */
const OTHER_NAME = /^export \{ default \} from '\.\/[\w-]+\.mjs';$/m
const SHAPES = /^ {2}size: 24,\n {2}node: (\[.*?\])(?:,\n {2}aliases: [^\n]*)?\n\};$/ms
const KEY = /,?\s*key: "\w+"/g

/**
 * Takes lucide's icons into the built page as their shapes alone, drawn by `ui/kit/icon.tsx`. What lucide brings
 * along for every icon (names, older names, keys, settings for all of them) is 3 kB of the page, packed.
 */
export function leanIcons(): Plugin {
  return {
    name: 'offhook:lean-icons',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      return ICON.test(id) ? { code: leanIcon(code, id), map: null } : undefined
    },
  }
}

/** One of lucide's modules, made lean; throws for one that is not written as they all are. */
export function leanIcon(code: string, id: string): string {
  if (OTHER_NAME.test(code)) return code
  const shapes = SHAPES.exec(code)?.[1]
  if (shapes === undefined) throw new Error(`lucide-react writes its icons in another way now: see ${id}.`)
  return `import { iconOf } from '${DRAWS}'\nexport default /* @__PURE__ */ iconOf(${shapes.replaceAll(KEY, '')})\n`
}
