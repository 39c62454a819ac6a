import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Arch } from 'electron-builder'
import { expect, it } from 'vitest'
import * as v from 'valibot'
import { builderTargets, type System } from '../../../../scripts/package/processors.ts'
import { TARGETS } from '../../../../scripts/package/targets.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'
import { parseYaml } from '../../../../scripts/lib/yaml.ts'

/** As electron-builder gets it: "nsis for x64". */
function ordered(system: System, names: readonly string[]): string[] {
  const [order] = builderTargets(system, names).values()
  return [...(order ?? [])].flatMap(([arch, targets]) => targets.map((name) => `${name} for ${Arch[arch]}`))
}

const all = (system: System): string[] =>
  TARGETS.flatMap((target) => (target.system === system ? [target.name] : []))

it('a release has Windows installers for both processors, and universal macOS packages', () => {
  expect(ordered('win32', all('win32'))).toEqual(['nsis for x64', 'nsis for arm64'])
  expect(ordered('darwin', all('darwin'))).toEqual(['dmg for universal', 'zip for universal'])
})

it('electron-builder.yml has the same processors, for runs without targets', async () => {
  const arch = v.pipe(
    v.union([v.string(), v.array(v.string())]),
    v.transform((one) => [one].flat()),
  )
  const system = v.object({ target: v.array(v.object({ target: v.string(), arch })) })
  const text = await readFile(join(projectFolder, 'electron-builder.yml'), 'utf8')
  const written = v.parse(v.object({ win: system, mac: system }), parseYaml(text))
  const said = ({ target }: v.InferOutput<typeof system>) =>
    target.flatMap(({ target: name, arch: processors }) => processors.map((one) => `${name} for ${one}`))
  expect(ordered('win32', all('win32')).toSorted()).toEqual(said(written.win).toSorted())
  expect(ordered('darwin', all('darwin')).toSorted()).toEqual(said(written.mac).toSorted())
})

it('Linux packages are for the processor of the machine; without targets only the folder is made', () => {
  expect(ordered('linux', ['deb', 'rpm'])).toEqual([`deb for ${process.arch}`, `rpm for ${process.arch}`])
  expect(ordered('linux', [])).toEqual([`dir for ${process.arch}`])
  expect(ordered('darwin', [])).toEqual(['dir for universal'])
})
