import type { RingingCall } from '../../../../shared/domain/phone.ts'
import { useCountry, useDesk } from '../../context/app-context.tsx'
import { CallCard } from './incoming-call-card.tsx'

interface RingingCardProps {
  readonly call: RingingCall
  /** It is the only call, and has the whole stage. */
  readonly alone: boolean
  /** Accepting ends the call that occupies the line now. */
  readonly endsAnother: boolean
}

/** A call that rings here. */
export function RingingCard({ call: { id, party }, alone, endsAnother }: RingingCardProps) {
  const { phone } = useDesk()
  return (
    <CallCard
      party={party}
      country={useCountry()}
      look={alone ? 'stage' : 'card'}
      endsAnother={endsAnother}
      onAccept={() => phone.command({ type: 'accept', id })}
      onReject={() => phone.command({ type: 'reject', id })}
    />
  )
}
