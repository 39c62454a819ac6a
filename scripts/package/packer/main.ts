import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runMain } from '../../lib/is-main.ts'
import { packDeb } from './deb.ts'
import { readOrder } from './order.ts'
import { packRpm } from './rpm.ts'
import { stage } from './stage.ts'

// Stands in for fpm where that cannot be had, and does as much of it as electron-builder asks for.
await runMain(import.meta.url, async (args) => {
  const order = readOrder(args)
  const scratch = await mkdtemp(join(tmpdir(), 'offhook-package-'))
  try {
    const root = join(scratch, 'root')
    await stage(order.sources, root)
    if (order.target === 'deb') await packDeb(order, root)
    else await packRpm(order, root, scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  console.log(`Created package ${order.output}`)
  return 0
})
