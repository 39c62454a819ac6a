import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import {
  damagedFileMessage,
  storageProblemMessage,
  type StorageMessage,
} from '../../../shared/messages-storage.ts'
import { Button } from '../kit/button.tsx'
import { Strip } from '../kit/strip.tsx'
import { useFacts } from '../state/desk.tsx'

/** Says on every page that changes cannot be saved, as long as that is so, and that a file was damaged, until it is dismissed. */
export function StorageStrip() {
  const storage = useFacts()?.storage
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const problem = storage && storageProblemMessage(storage)
  const damaged = storage?.damaged.filter(({ keptAs }) => !dismissed.includes(keptAs)) ?? []
  // The region is always there, so that a screen reader hears what comes into it.
  return (
    <div aria-live="polite">
      {problem && <Strip icon={TriangleAlert} words={<Words message={problem} />} />}
      {storage &&
        damaged.map((file) => (
          <Strip
            key={file.keptAs}
            icon={TriangleAlert}
            words={<Words message={damagedFileMessage(file, storage.folder)} />}
          >
            <Button
              look="quiet"
              icon
              aria-label="Dismiss"
              title="Dismiss"
              onClick={() => setDismissed((names) => [...names, file.keptAs])}
            >
              <X size={16} aria-hidden />
            </Button>
          </Strip>
        ))}
    </div>
  )
}

function Words({ message: { title, hint } }: { readonly message: StorageMessage }) {
  return (
    <>
      <strong>{title}.</strong> {hint}
    </>
  )
}
