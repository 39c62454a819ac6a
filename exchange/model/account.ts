/** The account an AccessToken must belong to. */
export interface Account {
  readonly sid: string
  readonly authToken: string
  /** API key SIDs and their secrets. */
  readonly apiKeys: Readonly<Record<string, string>>
}

/** The permissions of a valid token. */
export interface Claims {
  readonly identity: string
  readonly accountSid: string
  readonly incoming: boolean
  readonly outgoing: { readonly applicationSid: string; readonly params: Record<string, unknown> } | undefined
  /** Seconds since the epoch. */
  readonly expiresAt: number
}
