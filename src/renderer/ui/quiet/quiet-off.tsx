import type { Quiet } from '../../../shared/contract.ts'
import { Button } from '../kit/button.tsx'
import { useQuiet } from './use-quiet.ts'

/** A button that turns do not disturb off. If that fails, the problem is shown in its place. */
export function QuietOff({ quiet }: { readonly quiet: Quiet }) {
  const { problem, choose } = useQuiet(quiet)
  return (
    <>
      <output>{problem}</output>
      <Button onClick={() => void choose('off')}>Turn off</Button>
    </>
  )
}
