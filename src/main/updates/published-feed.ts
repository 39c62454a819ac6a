import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js'
import * as v from 'valibot'

const name = v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/))
const PublishedSchema = v.variant('provider', [
  v.object({ provider: v.literal('generic'), url: v.string() }),
  v.object({ provider: v.literal('github'), owner: name, repo: name }),
])

/** The folder that a package's own `app-update.yml` names, as electron-builder writes it; undefined where it names none. */
export async function publishedFeedUrl(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const published = v.safeParse(PublishedSchema, parseUpdateInfo(text, 'app-update.yml', pathToFileURL(path)))
  if (!published.success) return undefined
  return published.output.provider === 'generic'
    ? published.output.url
    : `https://github.com/${published.output.owner}/${published.output.repo}/releases/latest/download/`
}
