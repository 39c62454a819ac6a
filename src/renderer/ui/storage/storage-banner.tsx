import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import {
  damagedFileMessage,
  storageProblemMessage,
  type StorageMessage,
} from '../../../shared/messages/storage.ts'
import { Button } from '../components/button.tsx'
import { Strip } from '../components/banner.tsx'
import { useFacts } from '../context/app-context.tsx'

/** Shows on every page that changes cannot be saved, while this lasts, and that a file was damaged, until dismissed. */
export function StorageStrip() {
  const storage = useFacts()?.storage
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const problem = storage && storageProblemMessage(storage)
  const damaged = storage?.damaged.filter(({ keptAs }) => !dismissed.includes(keptAs)) ?? []
  // The live region is always present, so that a screen reader announces its changes.
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
