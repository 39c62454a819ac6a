import { projectFolder } from '../lib/project.ts'
import { run } from '../lib/run.ts'

/**
 * The time (seconds since 1970) that every packed file bears, so that the same source makes the same bytes:
 * SOURCE_DATE_EPOCH where it is set, else the last commit's. Without a history it is now.
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
