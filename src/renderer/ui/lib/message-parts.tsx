import { Fragment, type ReactNode } from 'react'

/** Renders the parts of a message, some of which are elements. */
export function MessageParts({ parts }: { readonly parts: readonly ReactNode[] }) {
  // The order of the parts of one message does not change.
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>)
}
