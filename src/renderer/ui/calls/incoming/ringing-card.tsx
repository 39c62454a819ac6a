import type { RingingCall } from '../../../../shared/domain/phone.ts'
import { useCountry, useApp } from '../../context/app-context.tsx'
import { IncomingCallCard } from './incoming-call-card.tsx'

interface RingingCardProps {
  readonly call: RingingCall
  /** It is the only call, and has the whole panel. */
  readonly alone: boolean
  /** Accepting ends the call that occupies the line now. */
  readonly endsActiveCall: boolean
}

/** A call that rings here. */
export function RingingCard({ call: { id, party }, alone, endsActiveCall }: RingingCardProps) {
  const { phone } = useApp()
  return (
    <IncomingCallCard
      party={party}
      country={useCountry()}
      layout={alone ? 'full' : 'card'}
      endsActiveCall={endsActiveCall}
      onAccept={() => phone.command({ type: 'accept', id })}
      onReject={() => phone.command({ type: 'reject', id })}
    />
  )
}
