// What a development Electron runs when it holds no app of its own: the app named on the command line.
// The top-level await matters: Electron holds back `ready` until this module is done, so the app still
// gets to call everything that must come before `ready`.
import { app } from 'electron'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const preloads = []
let target
// Read before a preload runs: Playwright's shortens process.argv.
const words = process.argv.slice(1)
for (let at = 0; at < words.length && target === undefined; at += 1) {
  const word = words[at]
  if (word === '-r' || word === '--require') preloads.push(words[(at += 1)])
  else if (word === '--version') target = word
  else if (!word.startsWith('-')) target = word
}

function giveUp(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

if (target === '--version') {
  process.stdout.write(`v${process.versions.electron}\n`)
  process.exit(0)
}
if (target === undefined) giveUp('Name the app to run: electron PATH')

const path = resolve(target)
if (!existsSync(path)) giveUp(`There is no app at ${path}`)

function entryOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  app.setName(manifest.productName ?? manifest.name ?? app.getName())
  if (manifest.version !== undefined) app.setVersion(manifest.version)
  app.setPath('userData', join(app.getPath('appData'), app.getName()))
  app.setAppPath(folder)
  return join(folder, manifest.main ?? 'index.js')
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
const require = createRequire(join(process.cwd(), 'offhook-runtime.js'))
try {
  for (const preload of preloads) require(preload)
  await import(pathToFileURL(statSync(path).isDirectory() ? entryOf(path) : path).href)
} catch (error) {
  giveUp(`The app at ${path} could not be loaded.\n${error instanceof Error ? error.stack : String(error)}`)
}
