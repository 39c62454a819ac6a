import { partyAddress, partyTitle } from '../../../shared/numbers.ts'
import type { Party } from '../../../shared/phone.ts'
import { classes } from '../state/classes.ts'
import { useCountry } from '../state/desk.tsx'
import styles from './party-name.module.css'

/** The name of a party, or what stands for it, kept apart from the text around it and to two lines. */
export function PartyName({
  party,
  className,
}: {
  readonly party: Party
  readonly className?: string | undefined
}) {
  const title = partyTitle(party, useCountry())
  return (
    <bdi className={classes(styles.name, className)} title={title} data-long={title.length > 24}>
      {title}
    </bdi>
  )
}

/** The number or identity of a party whose name is shown already; nothing when that would say it twice. */
export function PartyAddress({ party }: { readonly party: Party }) {
  const country = useCountry()
  const address = partyAddress(party, country)
  if (address === null || address === partyTitle(party, country)) return null
  return <bdi className={styles.address}>{address}</bdi>
}
