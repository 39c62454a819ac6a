import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import {
  damagedFileMessage,
  storageProblemMessage,
  type StorageMessage,
} from '../../../shared/messages/storage.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { Banner } from '../components/banner.tsx'
import { useAppState } from '../context/app-context.tsx'

/** Shows on every page that changes cannot be saved, while this lasts, and that a file was damaged, until dismissed. */
export function StorageBanner() {
  const storage = useAppState()?.storage
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const problem = storage && storageProblemMessage(storage)
  const damaged = storage?.damaged.filter(({ keptAs }) => !dismissed.includes(keptAs)) ?? []
  // The live region is always present, so that a screen reader announces its changes.
  return (
    <div aria-live="polite">
      {problem && <Banner icon={TriangleAlert} text={<MessageText message={problem} />} />}
      {storage &&
        damaged.map((file) => (
          <Banner
            key={file.keptAs}
            icon={TriangleAlert}
            text={<MessageText message={damagedFileMessage(file, storage.folder)} />}
          >
            <Button
              variant="subtle"
              icon
              aria-label={t('common.dismiss')}
              title={t('common.dismiss')}
              onClick={() => setDismissed((names) => [...names, file.keptAs])}
            >
              <X size={16} aria-hidden />
            </Button>
          </Banner>
        ))}
    </div>
  )
}

function MessageText({ message: { title, hint } }: { readonly message: StorageMessage }) {
  return (
    <>
      <strong>{title}.</strong> {hint}
    </>
  )
}
