import * as v from 'valibot'
import {
  ConnectionChoiceSchema,
  type ConnectionChoice,
  type ConnectionKind,
  type ConnectionSummary,
} from '../../../../shared/ipc/contract.ts'

/** What stands in the form of each connection. Kept side by side, so that looking at another line loses nothing. */
export interface Drafts {
  readonly team: {
    readonly url: string
    readonly method: 'POST' | 'GET'
    /** How the exchange for practice is reached; empty for Twilio. */
    readonly exchange: string
  }
  readonly account: {
    readonly identity: string
    readonly accountSid: string
    readonly apiKeySid: string
    readonly twimlAppSid: string
    readonly callerId: string
  }
  /** A secret being typed; null keeps the stored one. */
  readonly secret: { readonly team: string | null; readonly account: string | null }
}

/** What is wrong with the form, by the name of the field; the empty name is for the form as a whole. */
export type Problems = Readonly<Record<string, string>>

/** The form as it stands when Settings opens: the line in use, and empty fields for the others. */
export function draftsFrom(connection: ConnectionSummary): Drafts {
  return {
    team:
      connection.kind === 'team'
        ? { url: connection.url, method: connection.method, exchange: connection.exchange ?? '' }
        : { url: '', method: 'POST', exchange: '' },
    account:
      connection.kind === 'account'
        ? {
            identity: connection.identity,
            accountSid: connection.accountSid,
            apiKeySid: connection.apiKeySid,
            twimlAppSid: connection.twimlAppSid,
            callerId: connection.callerId,
          }
        : { identity: '', accountSid: '', apiKeySid: '', twimlAppSid: '', callerId: '' },
    secret: {
      team: isStored(connection, 'team') ? null : '',
      account: isStored(connection, 'account') ? null : '',
    },
  }
}

/** Whether a secret for this kind of line is already kept on this computer. */
export function isStored(connection: ConnectionSummary, kind: 'team' | 'account'): boolean {
  return connection.kind === kind && connection.secretStored
}

/** The choice the form spells out, or what is wrong with it. */
export function choiceFrom(
  kind: ConnectionKind,
  { team, account, secret }: Drafts,
): { readonly choice: ConnectionChoice } | { readonly problems: Problems } {
  const parsed = v.safeParse(ConnectionChoiceSchema, raw())
  return parsed.success ? { choice: parsed.output } : { problems: problemsFrom(parsed.issues) }

  function raw(): unknown {
    switch (kind) {
      case 'practice':
        return { kind }
      case 'team':
        // A team may well have no secret: an empty one is none.
        return {
          kind,
          ...team,
          exchange: team.exchange.trim() === '' ? undefined : team.exchange,
          secret: secret.team === '' ? null : secret.team,
        }
      case 'account':
        return { kind, ...account, apiKeySecret: secret.account }
    }
  }
}

/** The first thing wrong with each field. */
function problemsFrom(issues: readonly v.BaseIssue<unknown>[]): Problems {
  const problems: Record<string, string> = {}
  for (const issue of issues) {
    const key = issue.path?.[0]?.key
    const field = typeof key === 'string' ? key : ''
    problems[field] ??= issue.message
  }
  return problems
}
