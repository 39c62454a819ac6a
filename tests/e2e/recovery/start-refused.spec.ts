import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { run } from '../../../scripts/lib/run.ts'
import type { Desktop } from '../../support/desktop/desktop.ts'
import { electronArguments } from '../../support/app/launch.ts'
import { smallDisk, type SmallDisk } from '../../support/app/small-disk.ts'
import { expect, test } from '../fixtures/offhook.ts'

interface Refusal {
  readonly name: string
  readonly profile: (executable: string, desktop: Desktop) => Promise<SmallDisk>
  readonly reason: string
}

const REFUSALS: readonly Refusal[] = [
  {
    name: 'on a read-only disk',
    profile: (executable, { folder }) => smallDisk(executable, folder, 'ro,size=1m'),
    reason: 'It is on a read-only disk.',
  },
  {
    name: 'on a disk without space for a first file',
    profile: (executable, { folder }) => smallDisk(executable, folder, 'size=4k,nr_inodes=1'),
    reason: 'Check that the disk is not full',
  },
  {
    name: 'in the place of a file',
    profile: async (executable, { folder }) => {
      const userData = join(await mkdtemp(join(folder, 'place-')), 'file')
      await writeFile(userData, '')
      return { executable, userData }
    },
    reason: 'There is a file where the folder should be.',
  },
  {
    name: 'below a file',
    profile: async (executable, { folder }) => {
      const file = join(await mkdtemp(join(folder, 'place-')), 'file')
      await writeFile(file, '')
      return { executable, userData: join(file, 'profile') }
    },
    reason: 'There is a file where the folder should be.',
  },
]

for (const { name, profile, reason } of REFUSALS) {
  test(`with its profile ${name} Offhook says so in a dialog that names the folder, and ends with an error`, async ({
    executable,
    desktop,
  }) => {
    const { executable: program, userData } = await profile(executable, desktop)
    const offhook = spawn(program, [...electronArguments(userData), projectFolder], {
      env: desktop.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const exited = once(offhook, 'exit')
    let words = ''
    offhook.stderr.on('data', (part: Buffer) => (words += part.toString()))
    try {
      const dialog = ['search', '--onlyvisible', '--pid', String(offhook.pid)]
      await expect
        .poll(async () => (await run('xdotool', dialog, { env: desktop.env })).stdout.trim(), {
          timeout: 20_000,
        })
        .not.toBe('')
      expect(words).toContain('Offhook cannot start')
      expect(words).toContain(userData)
      expect(words).toContain(reason)
      // The dialog accepts keys once it has the focus.
      await expect(async () => {
        await run('xdotool', ['key', 'Return'], { env: desktop.env })
        expect(offhook.exitCode).not.toBeNull()
      }).toPass({ timeout: 15_000 })
      expect(await exited).toEqual([1, null])
    } finally {
      offhook.kill('SIGKILL')
    }
  })
}
