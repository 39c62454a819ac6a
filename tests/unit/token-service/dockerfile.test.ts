import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../../../scripts/lib/project.ts'
import { run } from '../../../scripts/lib/run.ts'

const folder = join(projectFolder, 'token-service')
const text = await readFile(join(folder, 'Dockerfile'), 'utf8')

type Instruction = { name: string; value: string }

/** The instructions of a Dockerfile, continued lines joined, by stages. */
function stagesOf(dockerfile: string): Instruction[][] {
  const lines = dockerfile
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
  const stages: Instruction[][] = []
  for (const line of lines.filter((one) => one.trim() !== '')) {
    const [name = '', ...rest] = line.split(' ')
    if (name === 'FROM') stages.push([])
    stages.at(-1)?.push({ name, value: rest.join(' ').trim() })
  }
  return stages
}

const [building = [], shipped = [], ...more] = stagesOf(text)
const valuesOf = (stage: readonly Instruction[], name: string): string[] =>
  stage.filter((one) => one.name === name).map(({ value }) => value)

describe('the token service’s image', () => {
  it('is made in two stages, on one base pinned by its digest', () => {
    expect(more).toEqual([])
    const bases = [building, shipped]
      .flatMap((stage) => valuesOf(stage, 'FROM'))
      .map((from) => from.split(' ')[0])
    expect(bases[0]).toMatch(/^node:\d+-bookworm-slim@sha256:[0-9a-f]{64}$/)
    expect(bases[1]).toBe(bases[0])
  })

  it('runs no package’s scripts and fetches nothing that is not in the lockfile', () => {
    const [install, bundle] = valuesOf(building, 'RUN')
    expect(install).toMatch(/^npm ci --ignore-scripts\b/)
    expect(bundle).toMatch(/^npx --no-install /)
  })

  it('holds two files and nothing of the build', () => {
    const [copied = ''] = valuesOf(shipped, 'COPY')
    const files = copied.split(' ').filter((word) => word.startsWith('/build/'))
    expect(files.map((file) => basename(file))).toEqual(['cli.mjs', 'THIRD-PARTY-NOTICES.md'])
    expect(copied).toMatch(/^--from=build .* \/app\/$/)
    for (const name of ['RUN', 'ADD', 'VOLUME', 'SHELL', 'ARG']) expect(valuesOf(shipped, name)).toEqual([])
  })

  it('the image runs as an ordinary user, reports its health and receives signals itself', () => {
    expect(valuesOf(shipped, 'USER')).toEqual(['node'])
    expect(shipped.findIndex(({ name }) => name === 'USER')).toBeLessThan(
      shipped.findIndex(({ name }) => name === 'ENTRYPOINT'),
    )
    expect(valuesOf(shipped, 'HEALTHCHECK').join()).toContain('/healthz')
    expect(valuesOf(shipped, 'ENTRYPOINT')).toEqual(['["node", "/app/cli.mjs"]'])
  })

  it('has no secret in it', () => {
    expect(text).not.toMatch(/SECRET|PASSWORD|AUTH_TOKEN|API_KEY/)
  })

  it('is sent only what it needs', async () => {
    const [first, ...allowed] = (await readFile(join(folder, 'Dockerfile.dockerignore'), 'utf8'))
      .trim()
      .split('\n')
    expect(first).toBe('**')
    const copied = valuesOf(building, 'COPY').flatMap((value) => value.split(' ').slice(0, -1))
    expect(allowed).toEqual(copied.map((path) => `!${path}`))
  })

  it('is one file that needs no packages beside it', async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'offhook-token-service-'))
    try {
      await build({ root: folder, logLevel: 'error', build: { outDir } })
      expect((await readdir(outDir)).toSorted()).toEqual(['THIRD-PARTY-NOTICES.md', 'cli.mjs'])
      const notices = await readFile(join(outDir, 'THIRD-PARTY-NOTICES.md'), 'utf8')
      for (const name of ['hono', 'twilio', 'valibot']) expect(notices).toContain(`## ${name} - `)
      const said = await run(process.execPath, [join(outDir, 'cli.mjs'), '--help'], { cwd: outDir })
      expect(said).toMatchObject({ code: 0 })
      expect(said.stdout).toContain('add-user')
    } finally {
      await rm(outDir, { recursive: true })
    }
  })
})
