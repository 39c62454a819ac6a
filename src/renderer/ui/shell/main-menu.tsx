import { Menu } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { PageName } from '../../../shared/ipc/contract.ts'
import { Button } from '../components/button.tsx'
import { Popover, PopoverItem } from '../components/popover.tsx'
import { useApp } from '../context/app-context.tsx'
import { ariaKeys, isMac, keysFor, type ShortcutAction } from '../keyboard/shortcuts.ts'
import styles from './main-menu.module.css'

const PAGES: readonly {
  readonly page: PageName
  readonly label: string
  readonly action?: ShortcutAction
}[] = [
  { page: 'settings', label: 'Settings', action: 'settings' },
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
      <Button variant="subtle" icon aria-label="Menu" title="Menu" popoverTarget={menu}>
        <Menu size={18} strokeWidth={1.75} aria-hidden />
      </Button>
      <Popover ref={popover} id={menu} title="Offhook" className={styles.menu}>
        <MenuItems onOpen={open} />
      </Popover>
    </div>
  )
}

function MenuItems({ onOpen }: { readonly onOpen: (page: PageName) => void }) {
  const { api } = useApp()
  const [problem, setProblem] = useState<string | null>(null)
  const quit = () => {
    api.quit().catch(() => setProblem('Offhook did not answer. Try again in a moment.'))
  }
  return (
    <>
      {PAGES.map(({ page, label, action }) => (
        <PopoverItem key={page} aria-keyshortcuts={action && ariaKeys(action)} onClick={() => onOpen(page)}>
          <span>{label}</span>
          {action && (
            <kbd className={styles.keys} aria-hidden>
              {keysFor(action, isMac()).join(isMac() ? '' : '+')}
            </kbd>
          )}
        </PopoverItem>
      ))}
      <div className={styles.separated}>
        <PopoverItem onClick={quit}>Quit Offhook</PopoverItem>
      </div>
      <output>{problem}</output>
    </>
  )
}
