import { Menu } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { PageName } from '../../../shared/ipc/contract.ts'
import { Button } from '../components/button.tsx'
import { Popover, PopoverEntry } from '../components/popover.tsx'
import { useDesk } from '../context/app-context.tsx'
import { ariaKeys, isMac, keysOf, type Deed } from '../keyboard/shortcuts.ts'
import styles from './main-menu.module.css'

const PAGES: readonly { readonly page: PageName; readonly label: string; readonly deed?: Deed }[] = [
  { page: 'settings', label: 'Settings', deed: 'settings' },
  { page: 'keyboard', label: 'Keyboard shortcuts' },
  { page: 'help', label: 'Help' },
  { page: 'about', label: 'About Offhook' },
]

/** The commands of a menu bar, usable by pointer, keyboard and screen reader. */
export function MainMenu({ onOpenPage }: { readonly onOpenPage: (page: PageName) => void }) {
  const popover = useRef<HTMLElement>(null)
  const menu = useId()
  const open = (page: PageName) => {
    popover.current?.hidePopover()
    onOpenPage(page)
  }
  return (
    <div className={styles.control}>
      <Button look="quiet" icon aria-label="Menu" title="Menu" popoverTarget={menu}>
        <Menu size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <Popover ref={popover} id={menu} title="Offhook" className={styles.below}>
        <Entries onOpen={open} />
      </Popover>
    </div>
  )
}

function Entries({ onOpen }: { readonly onOpen: (page: PageName) => void }) {
  const { host } = useDesk()
  const [problem, setProblem] = useState<string | null>(null)
  const quit = () => {
    host.quit().catch(() => setProblem('Offhook did not answer. Try again in a moment.'))
  }
  return (
    <>
      {PAGES.map(({ page, label, deed }) => (
        <PopoverEntry key={page} aria-keyshortcuts={deed && ariaKeys(deed)} onClick={() => onOpen(page)}>
          <span>{label}</span>
          {deed && (
            <kbd className={styles.keys} aria-hidden>
              {keysOf(deed, isMac()).join(isMac() ? '' : '+')}
            </kbd>
          )}
        </PopoverEntry>
      ))}
      <div className={styles.last}>
        <PopoverEntry onClick={quit}>Quit Offhook</PopoverEntry>
      </div>
      <output>{problem}</output>
    </>
  )
}
