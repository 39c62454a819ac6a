/** The message of a caught value, which can be of any type. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
