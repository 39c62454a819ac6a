import type { DoNotDisturb } from '../../../shared/ipc/contract.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { useDnd } from './use-dnd.ts'

/** A button that turns do not disturb off. If that fails, the problem is shown in its place. */
export function DndOffButton({ dnd }: { readonly dnd: DoNotDisturb }) {
  const { problem, choose } = useDnd(dnd)
  return (
    <>
      <output>{problem}</output>
      <Button onClick={() => void choose('off')}>{t('dnd.turn-off')}</Button>
    </>
  )
}
