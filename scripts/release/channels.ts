import { copyFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { channelsOf, SYSTEM_FEEDS } from './assets.ts'

/**
 * Names the update feeds of a release's folder as Offhook asks for them, before they are signed under those names:
 * everybody's feed is copied for the testers, and a version for testers has no other feed than theirs.
 */
export async function nameFeeds(folder: string, version: string): Promise<string[]> {
  const [first] = channelsOf(version)
  const named: string[] = []
  for (const suffix of Object.values(SYSTEM_FEEDS)) {
    const latest = join(folder, `latest${suffix}.yml`)
    const beta = join(folder, `beta${suffix}.yml`)
    if (first === 'latest') await copyFile(latest, beta)
    // electron-builder calls it "beta" by itself for some providers.
    else await rename(latest, beta).catch(ignoreMissing)
    named.push(`beta${suffix}.yml`)
  }
  return named
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}
