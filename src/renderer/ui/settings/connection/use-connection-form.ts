import { useState } from 'react'
import type {
  ConnectionCheck,
  ConnectionChoice,
  ConnectionKind,
  ConnectionSummary,
} from '../../../../shared/ipc/contract.ts'
import { t } from '../../../../shared/messages/translate.ts'
import { useApp } from '../../context/app-context.tsx'
import { choiceFrom, draftsFrom, type Drafts, type Problems } from './connection-draft.ts'

export interface ConnectionForm {
  readonly kind: ConnectionKind
  readonly drafts: Drafts
  readonly problems: Problems
  readonly checking: boolean
  /** The line is in use: who the person is on it. */
  readonly saved: { readonly identity: string; readonly note: string | null } | null
  choose(kind: ConnectionKind): void
  edit(field: string, change: (drafts: Drafts) => Drafts): void
  /** Checks the form here, then asks main. Answers the field to look at, if something is wrong with one. */
  submit(): Promise<string | null>
  /** Abandons the line that does not work. */
  switchToPractice(): Promise<void>
}

type FormResult = { readonly problems: Problems; readonly saved: ConnectionForm['saved'] }
const NO_RESULT: FormResult = { problems: {}, saved: null }

/** The form in which a line is chosen. Nothing typed is lost until the line is in use. */
export function useConnectionForm(connection: ConnectionSummary): ConnectionForm {
  const { api } = useApp()
  const [kind, setKind] = useState<ConnectionKind>(connection.kind)
  const [drafts, setDrafts] = useState(() => draftsFrom(connection))
  const [result, setResult] = useState(NO_RESULT)
  const [checking, setChecking] = useState(false)

  function applyCheck(check: ConnectionCheck): string | null {
    if (check.ok) {
      setDrafts(draftsFrom(check.summary))
      setResult({ problems: {}, saved: { identity: check.identity, note: check.note ?? null } })
      return null
    }
    setResult({ problems: { [check.field ?? '']: check.message }, saved: null })
    return check.field
  }

  async function check(choice: ConnectionChoice): Promise<string | null> {
    setChecking(true)
    setResult(NO_RESULT)
    try {
      return applyCheck(await api.selectConnection(choice))
    } catch {
      setResult({
        problems: { '': t('connection.not-checked') },
        saved: null,
      })
      return null
    } finally {
      setChecking(false)
    }
  }

  return {
    kind,
    drafts,
    ...result,
    checking,
    choose(next) {
      setKind(next)
      setResult(NO_RESULT)
    },
    edit(field, change) {
      setDrafts(change)
      setResult(({ problems: { [field]: _solved, ...others } }) => ({ problems: others, saved: null }))
    },
    async submit() {
      if (checking) return null
      const read = choiceFrom(kind, drafts)
      if ('problems' in read) {
        setResult({ problems: read.problems, saved: null })
        return Object.keys(read.problems)[0] ?? null
      }
      return check(read.choice)
    },
    async switchToPractice() {
      if (checking) return
      setKind('practice')
      await check({ kind: 'practice' })
    },
  }
}
