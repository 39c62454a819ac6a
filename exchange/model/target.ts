/** Somebody to ring, as a noun inside `<Dial>` names them. */
export type Target =
  | {
      readonly kind: 'client'
      readonly identity: string
      readonly parameters: Readonly<Record<string, string>>
    }
  | { readonly kind: 'number'; readonly number: string }
