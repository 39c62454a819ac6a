import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

type OutputChunk = Rolldown.OutputChunk
type OutputBundle = Rolldown.OutputBundle

/**
 * Names in each built page what its entry will ask for in any case: the program it imports once the first picture is
 * drawn, and that program's styles, without which the first picture would be bare.
 */
export function earlyLinks(): Plugin {
  return {
    name: 'offhook:early-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk }) {
        if (!bundle || !chunk) return html
        const needed = chunksOf(chunk, bundle)
        const styles = needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
        const tags = [
          ...needed.map(({ fileName }) => link('modulepreload', fileName)),
          ...[...new Set(styles)].map((file) => link('stylesheet', file)),
        ]
        return tags.filter(({ attrs }) => !html.includes(`"${attrs.href}"`))
      },
    },
  }
}

/** What an entry imports at once or by itself later, and what that needs: each after what it needs, the entry left out. */
function chunksOf(entry: OutputChunk, bundle: OutputBundle): OutputChunk[] {
  const found: OutputChunk[] = []
  const visit = (file: string): void => {
    const chunk = bundle[file]
    if (chunk?.type !== 'chunk' || chunk === entry || found.includes(chunk)) return
    chunk.imports.forEach(visit)
    found.push(chunk)
  }
  for (const file of [...entry.imports, ...entry.dynamicImports]) visit(file)
  return found
}

function link(rel: string, file: string) {
  return {
    tag: 'link',
    attrs: { rel, href: `./${file}`, crossorigin: true },
    injectTo: 'head',
  } satisfies HtmlTagDescriptor
}
