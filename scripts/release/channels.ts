import { copyFile, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { channelsOf, FEED, SYSTEM_FEEDS } from './assets.ts'

/**
 * Gives the update feeds in the folder of a release the names that Offhook requests; signatures include the name. A stable
 * release is copied to the beta channel; a beta version is on the beta channel only.
 */
export async function nameFeeds(folder: string, version: string): Promise<string[]> {
  const [first] = channelsOf(version)
  const named: string[] = []
  for (const suffix of Object.values(SYSTEM_FEEDS)) {
    const latest = join(folder, `latest${suffix}.yml`)
    const beta = join(folder, `beta${suffix}.yml`)
    if (first === 'latest') await copyFile(latest, beta)
    // For some providers electron-builder has named it "beta" already.
    else await rename(latest, beta).catch(ignoreMissing)
    named.push(`beta${suffix}.yml`)
  }
  return named
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}

/**
 * Offers the version of every feed in a folder to a percentage of the computers: 0 stops it, 100 is all. The feeds must
 * be signed again afterwards. Rejects if the percentage is invalid or there is no feed.
 */
export async function stageFeeds(folder: string, percentage: string): Promise<string[]> {
  if (!/^(100|\d{1,2})$/.test(percentage))
    throw new Error(`${percentage} is not a whole number from 0 to 100.`)
  const feeds = (await readdir(folder)).filter((name) => FEED.test(name)).toSorted()
  if (feeds.length === 0) throw new Error(`There is no update feed in ${folder}.`)
  for (const name of feeds) {
    const path = join(folder, name)
    const text = (await readFile(path, 'utf8')).replaceAll(/^stagingPercentage:.*\n?/gm, '')
    const line = percentage === '100' ? '' : `stagingPercentage: ${Number(percentage)}\n`
    await writeFile(path, `${text.trimEnd()}\n${line}`)
  }
  return feeds
}
