import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'

/** An Offhook with its profile on a small disk, which is mounted only for its processes and removed with them. */
export interface SmallDisk {
  readonly executable: string
  readonly userData: string
}

/** `folder`: for the mount point. `options`: of mount(8); Chromium's own caches take about 8 MiB. */
export async function smallDisk(
  executable: string,
  folder: string,
  options = 'size=24m',
): Promise<SmallDisk> {
  const userData = await mkdtemp(join(folder, 'small-disk-'))
  const wrapper = `${userData}.sh`
  // Only root may mount; other accounts may as the root of a user namespace of their own.
  const unshare = process.getuid?.() === 0 ? 'unshare --mount' : 'unshare --user --map-root-user --mount'
  const inside = `mount -t tmpfs -o ${options},mode=700 tmpfs '${userData}' && exec '${executable}' "$@"`
  const sandbox = process.getuid?.() === 0 ? '' : ' --no-sandbox'
  await writeFile(
    wrapper,
    `#!/bin/sh\nexec ${unshare} sh -c '${inside.replaceAll("'", String.raw`'\''`)}' sh${sandbox} "$@"\n`,
  )
  await chmod(wrapper, 0o755)
  return { executable: wrapper, userData }
}

/** Keeps the disk of the profile full, even if Chromium frees space on it. */
export function fillDisk(app: ElectronApplication): Promise<void> {
  // No named function in here: the loader of `npm run faults` would add a helper that Electron does not have.
  return app.evaluate(({ app: own }) => {
    const fs = process.getBuiltinModule('node:fs')
    const path = `${own.getPath('userData')}/filler`
    const file = fs.openSync(path, 'a')
    return new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        for (const size of [1 << 20, 1 << 12, 1]) {
          try {
            while (fs.writeSync(file, Buffer.alloc(size)) === size);
          } catch {
            // The size of one block that fills the disk.
          }
        }
        resolve()
      }, 20)
      Reflect.set(globalThis, 'freeDisk', () => {
        clearInterval(timer)
        fs.closeSync(file)
        fs.rmSync(path)
      })
    })
  })
}

/** Frees the space. */
export function freeDisk(app: ElectronApplication): Promise<void> {
  return app.evaluate(() => {
    const free: unknown = Reflect.get(globalThis, 'freeDisk')
    if (typeof free === 'function') Reflect.apply(free, undefined, [])
  })
}

/** A file of the profile, as the program itself sees it. */
export function readProfile(app: ElectronApplication, name: string): Promise<string> {
  return app.evaluate(({ app: own }, file) => {
    const fs = process.getBuiltinModule('node:fs')
    return fs.readFileSync(`${own.getPath('userData')}/${file}`, 'utf8')
  }, name)
}
