import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { defined, electronArguments } from '../../support/app/launch.ts'
import type { BenchTestbed } from './testbed.ts'

/** A program started as a person would, without anything that drives it. */
export interface Program {
  readonly pid: number
  /** When it was started, in wall-clock milliseconds. */
  readonly startedAt: number
  /** Asks it to quit, and makes sure of it after some seconds. */
  quit(): Promise<void>
}

const GRACE_MS = 5_000

/** Starts something with the testbed's runtime on the testbed's desktop. */
export async function startProgram(
  testbed: BenchTestbed,
  { app, profile, env = {} }: { app: string; profile: string; env?: Readonly<Record<string, string>> },
): Promise<Program> {
  const startedAt = performance.timeOrigin + performance.now()
  const child = spawn(testbed.runtime.executable, [...electronArguments(profile), app], {
    env: { ...defined(testbed.desktop.env), ...env },
    stdio: 'ignore',
  })
  await once(child, 'spawn')
  const ended = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('Electron could not be started.')
  return {
    pid,
    startedAt,
    async quit() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
      await ended
      clearTimeout(timer)
    },
  }
}
