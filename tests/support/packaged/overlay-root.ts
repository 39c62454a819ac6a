import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../../scripts/lib/run.ts'
import { asOrdinary, isRoot, quietly, type Changes, type PrivateRoot } from './private-root.ts'

// The system is the lower layer and does not change; writes go to `up`. pivot_root is used because a process in a chroot may
// not create user namespaces, which a sandbox needs. The processes, devices and temporary files are those of this machine.
const MAKE = `
set -e
cd "$1"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/up,workdir=$1/work" root
shift
for shared in "$@"; do mkdir -p "root$shared"; mount --rbind "$shared" "root$shared"; done
cd root
pivot_root . mnt
cd /
umount -l /mnt
echo ready
read -r _
`

/** Root's way: the whole system as it is, with all its packages, as a copy on write. Undefined where that is not allowed. */
export async function overlayRoot(): Promise<PrivateRoot | undefined> {
  if (!isRoot()) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'offhook-root-'))
  await chmod(folder, 0o755)
  for (const name of ['up', 'work', 'root']) await mkdir(join(folder, name))
  const shared = [...new Set(['/proc', '/dev', '/sys', '/tmp', tmpdir()])]
  const args = ['--mount', '--propagation', 'private', 'sh', '-c', MAKE, 'sh', folder, ...shared]
  const holder = spawn('unshare', args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = once(holder, 'exit')
  const ready = await Promise.race([once(holder.stdout, 'data').then(() => true), ended.then(() => false)])
  const close = async (): Promise<void> => {
    holder.stdin.end()
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  if (!ready || holder.pid === undefined) {
    await close()
    return undefined
  }
  const enter = ['nsenter', `--mount`, `--target=${holder.pid}`, '--']
  const up = join(folder, 'up')
  return {
    kind: 'system',
    dpkg: (words) => run('nsenter', [...enter.slice(1), 'dpkg', ...words], { env: quietly() }),
    command: (path) => [...enter, ...asOrdinary(), path],
    outside: (path) => join(up, path),
    changes: () => changesIn(up),
    close,
  }
}

async function changesIn(up: string, at = '/'): Promise<Changes> {
  const added: string[] = []
  const removed: string[] = []
  for (const name of (await readdir(join(up, at))).toSorted()) {
    const path = join(at, name)
    const stat = await lstat(join(up, path))
    // A removed file of the system below shows as a device without a number.
    if (stat.isCharacterDevice() && stat.rdev === 0) {
      removed.push(path)
      continue
    }
    if (!existsSync(path)) added.push(path)
    if (!stat.isDirectory()) continue
    const inside = await changesIn(up, path)
    added.push(...inside.added)
    removed.push(...inside.removed)
  }
  return { added, removed }
}
