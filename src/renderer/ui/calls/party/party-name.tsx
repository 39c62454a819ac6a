import { displayAddress, displayName } from '../../../../shared/domain/party.ts'
import type { Party } from '../../../../shared/domain/phone.ts'
import { classes } from '../../lib/classes.ts'
import styles from './party-name.module.css'

interface PartyProps {
  readonly party: Party
  /** ISO 3166 country whose numbers are shown without their prefix. */
  readonly country: string
}

/** The name of a party, or what stands for it, kept apart from the text around it and to two lines. */
export function PartyName({
  party,
  country,
  className,
}: PartyProps & { readonly className?: string | undefined }) {
  const title = displayName(party, country)
  return (
    <bdi
      className={classes(styles.name, className)}
      title={title}
      data-copyable
      data-long={title.length > 24}
    >
      {title}
    </bdi>
  )
}

/** The number or identity of a party whose name is shown already; nothing when that would say it twice. */
export function PartyAddress({ party, country }: PartyProps) {
  const address = displayAddress(party, country)
  if (address === null || address === displayName(party, country)) return null
  return (
    <bdi className={styles.address} title={address} data-copyable>
      {address}
    </bdi>
  )
}
