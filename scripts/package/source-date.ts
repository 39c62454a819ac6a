import { projectFolder } from '../lib/project.ts'
import { run } from '../lib/run.ts'

/**
 * The modification time (seconds since 1970) of every packed file, which makes packages reproducible:
 * SOURCE_DATE_EPOCH if it is set, else the time of the last commit. Without a history it is the current time.
 * Source: https://reproducible-builds.org/specs/source-date-epoch/
 */
export async function sourceDate(env: NodeJS.ProcessEnv, now: () => number): Promise<number> {
  const given = env.SOURCE_DATE_EPOCH
  if (given) {
    if (!/^\d+$/.test(given)) throw new Error('SOURCE_DATE_EPOCH has to be a number of seconds since 1970.')
    return Number(given)
  }
  const git = await run('git', ['log', '-1', '--format=%ct'], { cwd: projectFolder }).catch(() => undefined)
  const seconds = Number(git?.stdout.trim() || Number.NaN)
  return git?.code === 0 && Number.isInteger(seconds) ? seconds : Math.floor(now() / 1000)
}
