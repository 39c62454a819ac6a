import { useState } from 'react'
import type { LineCheck, LineChoice, LineKind, LineSummary } from '../../../../shared/ipc/contract.ts'
import { useDesk } from '../../context/app-context.tsx'
import { choiceFrom, draftsFrom, type Drafts, type Problems } from './connection-draft.ts'

export interface LineForm {
  readonly kind: LineKind
  readonly drafts: Drafts
  readonly problems: Problems
  readonly checking: boolean
  /** The line was taken into use: who the person is on it. */
  readonly taken: { readonly identity: string; readonly note: string | null } | null
  choose(kind: LineKind): void
  edit(field: string, change: (drafts: Drafts) => Drafts): void
  /** Checks the form here, then asks main. Answers the field to look at, if something is wrong with one. */
  submit(): Promise<string | null>
  /** Abandons the line that does not work. */
  backToPractice(): Promise<void>
}

type Verdict = { readonly problems: Problems; readonly taken: LineForm['taken'] }
const NOTHING_YET: Verdict = { problems: {}, taken: null }

/** The form in which a line is chosen. Nothing typed is lost until the line is in use. */
export function useLineForm(line: LineSummary): LineForm {
  const { host } = useDesk()
  const [kind, setKind] = useState<LineKind>(line.kind)
  const [drafts, setDrafts] = useState(() => draftsFrom(line))
  const [verdict, setVerdict] = useState(NOTHING_YET)
  const [checking, setChecking] = useState(false)

  function conclude(check: LineCheck): string | null {
    if (check.ok) {
      setDrafts(draftsFrom(check.summary))
      setVerdict({ problems: {}, taken: { identity: check.identity, note: check.note ?? null } })
      return null
    }
    setVerdict({ problems: { [check.field ?? '']: check.words }, taken: null })
    return check.field
  }

  async function check(choice: LineChoice): Promise<string | null> {
    setChecking(true)
    setVerdict(NOTHING_YET)
    try {
      return conclude(await host.chooseLine(choice))
    } catch {
      setVerdict({
        problems: { '': 'Offhook could not check this line. Try again in a moment.' },
        taken: null,
      })
      return null
    } finally {
      setChecking(false)
    }
  }

  return {
    kind,
    drafts,
    ...verdict,
    checking,
    choose(next) {
      setKind(next)
      setVerdict(NOTHING_YET)
    },
    edit(field, change) {
      setDrafts(change)
      setVerdict(({ problems: { [field]: _solved, ...others } }) => ({ problems: others, taken: null }))
    },
    async submit() {
      if (checking) return null
      const read = choiceFrom(kind, drafts)
      if ('problems' in read) {
        setVerdict({ problems: read.problems, taken: null })
        return Object.keys(read.problems)[0] ?? null
      }
      return check(read.choice)
    },
    async backToPractice() {
      if (checking) return
      setKind('practice')
      await check({ kind: 'practice' })
    },
  }
}
