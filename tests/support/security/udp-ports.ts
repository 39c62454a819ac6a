import { readdir, readFile, readlink } from 'node:fs/promises'

/**
 * The UDP ports on 127.0.0.1 that a program and its children have open, as any account of the same computer may find
 * those of all programs in /proc/net/udp.
 */
export async function udpPortsOf(pid: number): Promise<number[]> {
  const inodes = await socketInodesOf(await familyOf(pid))
  const [, ...lines] = (await readFile('/proc/net/udp', 'utf8')).trim().split('\n')
  return lines.flatMap((line) => {
    const fields = line.trim().split(/ +/)
    const [address, port] = (fields[1] ?? '').split(':')
    const isOwn = inodes.has(fields[9] ?? '')
    return isOwn && address === '0100007F' && port !== undefined ? [Number.parseInt(port, 16)] : []
  })
}

async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of the program stands in brackets and may contain spaces.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    parents.set(Number(name), parent)
  }
  const family = [pid]
  for (const member of family)
    for (const [child, parent] of parents)
      if (parent === member && !family.includes(child)) family.push(child)
  return family
}

async function socketInodesOf(pids: readonly number[]): Promise<ReadonlySet<string>> {
  const inodes = new Set<string>()
  for (const pid of pids) {
    for (const name of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
      const target = await readlink(`/proc/${pid}/fd/${name}`).catch(() => '')
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
      if (inode !== undefined) inodes.add(inode)
    }
  }
  return inodes
}
