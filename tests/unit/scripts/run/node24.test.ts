import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { node24Folder } from '../../../../scripts/run/node24.ts'

test('a Node 24 package with another checksum is rejected', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'offhook-node24-'))
  onTestFinished(() => rm(cache, { recursive: true, force: true }))
  const folder = node24Folder({
    cache,
    async fetchTarball(_spec, into) {
      const file = join(into, 'node.tgz')
      await writeFile(file, 'another file')
      return file
    },
  })
  await expect(folder).rejects.toThrow(/SHA-256/)
})
