import { appendFile, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runMain } from './lib/is-main.ts'
import { readManifest } from './lib/lockfile.ts'
import { projectFolder } from './lib/project.ts'
import { nameFeeds, stageFeeds } from './release/channels.ts'
import { collectAssets } from './release/collect-assets.ts'
import { tagProblem } from './release/notes.ts'

const USAGE = `npm run release -- tag v1.2.3       checks that tag, package.json and CHANGELOG.md match
npm run release -- feeds FOLDER     names the update feeds of a folder for both channels
npm run release -- stage FOLDER N   offers the version in a folder's feeds to N percent of the computers
npm run release -- gather FOLDER    checks that a folder has a complete release, and writes SHA256SUMS and notes
The release workflows run these commands; see docs/releasing.md.`

await runMain(import.meta.url, async ([command, value, percentage]) => {
  const manifest = await readManifest()
  const changelog = await readFile(join(projectFolder, 'CHANGELOG.md'), 'utf8')
  if (command === 'tag' && value !== undefined) {
    const problem = tagProblem(value, manifest.version, changelog)
    if (problem !== undefined) throw new Error(problem)
    console.log(`${value} can be released.`)
    return 0
  }
  if (command === 'feeds' && value !== undefined) {
    const named = await nameFeeds(resolve(value), manifest.version)
    console.log(`Feeds of the beta channel: ${named.join(', ')}`)
    return 0
  }
  if (command === 'stage' && value !== undefined && percentage !== undefined) {
    const staged = await stageFeeds(resolve(value), percentage)
    console.log(`For ${percentage} percent of the computers: ${staged.join(', ')}. Sign them again.`)
    return 0
  }
  if (command === 'gather' && value !== undefined) {
    const { assets, sbom } = await collectAssets(resolve(value), manifest, changelog)
    // For the next steps on GitHub Actions.
    const output = process.env.GITHUB_OUTPUT
    if (output) await appendFile(output, `sbom=${sbom}\n`)
    console.log(`A complete release: ${assets} files, checksums in SHA256SUMS.`)
    return 0
  }
  console.log(USAGE)
  return command === '--help' ? 0 : 1
})
