/** How long something lasted, as a clock shows it: `00:07`, `12:34`, `1:02:03`. `ms` below zero counts as zero. */
export function clockDuration(ms: number): string {
  const { hours, minutes, seconds } = parts(ms)
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`
}

/** The same for ISO 8601, as the `datetime` of a `<time>` wants it: `PT1H2M3S`. */
export function isoDuration(ms: number): string {
  const { hours, minutes, seconds } = parts(ms)
  return `PT${hours}H${minutes}M${seconds}S`
}

function parts(ms: number): { hours: number; minutes: number; seconds: number } {
  const total = Math.max(0, Math.floor(ms / 1_000))
  return { hours: Math.floor(total / 3_600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 }
}
