import type { Quiet } from '../../../shared/ipc/contract.ts'
import { Button } from '../components/button.tsx'
import { useQuiet } from './use-dnd.ts'

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
