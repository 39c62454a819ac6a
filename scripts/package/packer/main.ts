import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runMain } from '../../lib/is-main.ts'
import { packDeb } from './deb.ts'
import { parseFpmOptions } from './fpm-options.ts'
import { packRpm } from './rpm.ts'
import { stage } from './stage.ts'

// The deb and rpm packer. It takes the options that electron-builder passes to fpm.
await runMain(import.meta.url, async (args) => {
  const options = parseFpmOptions(args)
  const scratch = await mkdtemp(join(tmpdir(), 'offhook-package-'))
  try {
    const root = join(scratch, 'root')
    await stage(options.sources, root)
    if (options.target === 'deb') await packDeb(options, root)
    else await packRpm(options, root, scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  console.log(`Created package ${options.output}`)
  return 0
})
