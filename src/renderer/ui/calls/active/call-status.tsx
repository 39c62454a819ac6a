import { callStateMessage } from '../../../../shared/messages/calls.ts'
import type { ActiveCall } from '../active-call.ts'
import { CallTime } from './call-time.tsx'

/** What the call is doing, and for how long it has been open. */
export function CallStatus({ call }: { readonly call: ActiveCall }) {
  return (
    <>
      <output>{callStateMessage(call)}</output>
      {'connectedAt' in call && (
        <>
          <span aria-hidden> · </span>
          <CallTime connectedAt={call.connectedAt} />
        </>
      )}
    </>
  )
}
