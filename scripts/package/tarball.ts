import { mkdtemp, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { lastWords, run } from '../lib/run.ts'

/** Files that describe an installed package and its updates. An archive is not installed and cannot update itself. */
const NOT_IN_AN_ARCHIVE = ['package-type', 'app-update.yml', 'apparmor-profile']

/**
 * Packs the program's folder as `output` (.tar.gz), in a folder with the name of the archive. The output is reproducible;
 * every file has the time `epoch` (seconds since 1970). Needs GNU tar.
 */
export async function packTarball(program: string, output: string, epoch: number): Promise<void> {
  const scratch = await mkdtemp(`${output}.`)
  const name = basename(output, '.tar.gz')
  try {
    const made = join(scratch, 'made.tar.gz')
    const exclude = NOT_IN_AN_ARCHIVE.map((file) => `--exclude=./resources/${file}`)
    const order = ['--sort=name', `--mtime=@${epoch}`, '--owner=0', '--group=0', '--numeric-owner']
    const modes = '--mode=u+rwX,go+rX,go-w'
    const rooted = `--transform=s,^\\.,${name},`
    const args = [...order, modes, ...exclude, rooted, '--create', '--use-compress-program=gzip -9n']
    const done = await run('tar', [...args, `--file=${made}`, `--directory=${program}`, '.'])
    if (done.code !== 0) throw new Error(`tar could not pack ${dirname(program)}:\n${lastWords(done)}`)
    await rename(made, output)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
