import type { ActionResult } from '../../shared/ipc/contract.ts'

export interface LicencesDeps {
  /** The text file with the licences. */
  readonly file: string
  /** Opens a file in the default program. Resolves with the error, or ''. */
  readonly open: (file: string) => Promise<string>
}

/** Opens the licences of all components. A request during the opening does not open them again. */
export function createLicencesHandler({ file, open }: LicencesDeps): () => Promise<ActionResult> {
  let opening: Promise<ActionResult> | undefined
  const show = async (): Promise<ActionResult> => {
    try {
      if ((await open(file)) === '') return { ok: true }
    } catch {
      // The problem below is returned.
    }
    return { ok: false, problem: `The licences could not be opened. They are in ${file}` }
  }
  return () =>
    (opening ??= show().finally(() => {
      opening = undefined
    }))
}
