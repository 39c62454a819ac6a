import { phaseWords } from '../../../shared/words.ts'
import type { ActiveCall } from '../state/calls.ts'
import { CallTime } from './call-time.tsx'

/** What the call is doing, and for how long it has been open. */
export function CallStatus({ call }: { readonly call: ActiveCall }) {
  return (
    <>
      <output>{phaseWords(call)}</output>
      {'openedAt' in call && (
        <>
          <span aria-hidden> · </span>
          <CallTime openedAt={call.openedAt} />
        </>
      )}
    </>
  )
}
