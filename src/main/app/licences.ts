import type { ActionResult } from '../../shared/ipc/contract.ts'

export interface LicencesDeps {
  /** Whose work is in the program, as a text file. */
  readonly file: string
  /** Opens a file with what the person has chosen for its kind; answers why it could not, or ''. */
  readonly open: (file: string) => Promise<string>
}

/** Shows the licences of everything that is in the program. Who asks twice while they open gets them once. */
export function createLicencesHandler({ file, open }: LicencesDeps): () => Promise<ActionResult> {
  let opening: Promise<ActionResult> | undefined
  const show = async (): Promise<ActionResult> => {
    try {
      if ((await open(file)) === '') return { ok: true }
    } catch {
      // Said below.
    }
    return { ok: false, problem: `The licences could not be opened. They are in ${file}` }
  }
  return () =>
    (opening ??= show().finally(() => {
      opening = undefined
    }))
}
