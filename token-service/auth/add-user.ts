import * as v from 'valibot'
import { errorMessage } from '../../common/lib/error-message.ts'
import { IDENTITY_RULE, isIdentity } from '../../common/twilio/identity.ts'
import type { Environment } from '../environment.ts'
import { generateSecret } from './secret-hash.ts'

export type AddUserDeps = {
  readonly env: Environment
  readonly readText: (path: string) => string
  readonly writeText: (path: string, text: string) => void
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/**
 * `add-user IDENTITY [FILE]`: creates a secret, prints it once and stores its hash. An identity may have several secrets, one per
 * device. Deleting an entry revokes its secret.
 */
export async function addUser(shell: AddUserDeps, args: readonly string[]): Promise<number> {
  const [identity = '', file = shell.env['USERS_FILE']?.trim() ?? ''] = args
  if (!isIdentity(identity)) {
    shell.err(`An identity is ${IDENTITY_RULE}.\n`)
    return 1
  }
  const { secret, secretHash } = generateSecret()
  const entry = { identity, secretHash }
  if (file === '') {
    shell.out(`Put this entry into your users file (a JSON list):\n${JSON.stringify(entry)}\n`)
  } else {
    const entries = readEntries(shell, file)
    if (entries === undefined) {
      shell.err(`${file} is not a JSON list, so nothing was added to it.\n`)
      return 1
    }
    const text = `${JSON.stringify([...entries, entry], undefined, 2)}\n`
    try {
      shell.writeText(file, text)
    } catch (error) {
      shell.err(`No user was added: ${errorMessage(error)}\n`)
      return 1
    }
    shell.out(`${identity} is in ${file} now. A running service reads it at its next request.\n`)
  }
  shell.out(`The secret for ${identity}, shown only this once:\n${secret}\n`)
  return 0
}

/** Returns the entries of a users file: none if there is no file, undefined if it is not a JSON list. */
function readEntries({ readText }: AddUserDeps, file: string): unknown[] | undefined {
  let text: string
  try {
    text = readText(file)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? [] : undefined
  }
  try {
    const parsed = v.safeParse(v.array(v.unknown()), JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
