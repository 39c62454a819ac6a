import { appendFile, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runMain } from './lib/is-main.ts'
import { readManifest } from './lib/lockfile.ts'
import { projectFolder } from './lib/project.ts'
import { nameFeeds, stageFeeds } from './release/channels.ts'
import { gatherRelease } from './release/gather.ts'
import { tagFault } from './release/notes.ts'

const USAGE = `npm run release -- tag v1.2.3       checks that tag, package.json and CHANGELOG.md agree
npm run release -- feeds FOLDER     names the update feeds of a folder for everybody and for testers
npm run release -- stage FOLDER N   offers what the feeds of a folder name to N of a hundred computers
npm run release -- gather FOLDER    checks that a folder holds a whole release, and writes its SHA256SUMS and notes
The workflows run them; see docs/releasing.md.`

await runMain(import.meta.url, async ([order, value, percentage]) => {
  const manifest = await readManifest()
  const changelog = await readFile(join(projectFolder, 'CHANGELOG.md'), 'utf8')
  if (order === 'tag' && value !== undefined) {
    const fault = tagFault(value, manifest.version, changelog)
    if (fault !== undefined) throw new Error(fault)
    console.log(`${value} can be released.`)
    return 0
  }
  if (order === 'feeds' && value !== undefined) {
    const named = await nameFeeds(resolve(value), manifest.version)
    console.log(`Feeds for testers: ${named.join(', ')}`)
    return 0
  }
  if (order === 'stage' && value !== undefined && percentage !== undefined) {
    const staged = await stageFeeds(resolve(value), percentage)
    console.log(`For ${percentage} of a hundred computers: ${staged.join(', ')}. Sign them again.`)
    return 0
  }
  if (order === 'gather' && value !== undefined) {
    const { assets, sbom } = await gatherRelease(resolve(value), manifest, changelog)
    // What the steps after this one on GitHub Actions want to know.
    const answers = process.env.GITHUB_OUTPUT
    if (answers) await appendFile(answers, `sbom=${sbom}\n`)
    console.log(`A whole release: ${assets} files, their checksums in SHA256SUMS.`)
    return 0
  }
  console.log(USAGE)
  return order === '--help' ? 0 : 1
})
