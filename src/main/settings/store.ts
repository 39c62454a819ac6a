/** JSON values by name. */
export interface Store {
  get(key: string): unknown
  set(key: string, value: unknown): void
  delete(key: string): void
}
