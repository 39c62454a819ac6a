/** A called party: a `<Client>` or a `<Number>` of a `<Dial>`. */
export type Target =
  | {
      readonly kind: 'client'
      readonly identity: string
      readonly parameters: Readonly<Record<string, string>>
    }
  | { readonly kind: 'number'; readonly number: string }
