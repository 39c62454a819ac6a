import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

// As the executable holds them; source: https://github.com/electron/fuses
const STATES: Readonly<Record<number, string>> = { 0x30: 'off', 0x31: 'on', 0x72: 'removed' }

/** Fuses that @electron/fuses 1.8 has no name for, by their place in the executable. */
const LATER_FUSES: Readonly<Record<string, string>> = { '8': 'WasmTrapHandlers' }

/** Every fuse this project has a name for. */
export const NAMED_FUSES: readonly string[] = [
  ...Object.values(FuseV1Options).filter((name) => typeof name === 'string'),
  ...Object.values(LATER_FUSES),
]

/**
 * The fuses of a packaged executable by name: 'on', 'off' or 'removed'. A fuse that a newer Electron has added has its number as
 * name.
 */
export async function readFuses(executable: string): Promise<Record<string, string>> {
  const wire = Object.entries(await getCurrentFuseWire(executable))
  const fuses = wire.filter(([key]) => key !== 'version')
  return Object.fromEntries(
    fuses.map(([key, state]) => [
      FuseV1Options[Number(key)] ?? LATER_FUSES[key] ?? key,
      STATES[Number(state)] ?? String(state),
    ]),
  )
}

/** A script that leaves `trace` behind when it runs, and the environment that has an ordinary Node run it first. */
export async function writeIntruder(
  folder: string,
): Promise<{ env: Readonly<Record<string, string>>; trace: string }> {
  const script = join(folder, 'intruder.cjs')
  const trace = join(folder, 'intruder-was-here')
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')\n`)
  return { env: { NODE_OPTIONS: `--require=${script}` }, trace }
}
