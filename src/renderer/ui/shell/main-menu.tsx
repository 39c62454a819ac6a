import { Menu } from 'lucide-react'
import { useId, useRef } from 'react'
import type { PageName } from '../../../shared/ipc/contract.ts'
import { t } from '../../../shared/messages/translate.ts'
import { Button } from '../components/button.tsx'
import { Popover, PopoverItem } from '../components/popover.tsx'
import { useApp } from '../context/app-context.tsx'
import { useRequest } from '../updates/use-request.ts'
import { ariaKeys, isMac, keysFor, type ShortcutAction } from '../keyboard/shortcuts.ts'
import styles from './main-menu.module.css'

const PAGES: readonly {
  readonly page: PageName
  readonly action?: ShortcutAction
}[] = [{ page: 'settings', action: 'settings' }, { page: 'keyboard' }, { page: 'help' }, { page: 'about' }]

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
      <Button variant="subtle" icon aria-label={t('menu.menu')} title={t('menu.menu')} popoverTarget={menu}>
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
  const { problem, send } = useRequest()
  return (
    <>
      {PAGES.map(({ page, action }) => (
        <PopoverItem key={page} aria-keyshortcuts={action && ariaKeys(action)} onClick={() => onOpen(page)}>
          <span>{t(`menu.${page}`)}</span>
          {action && (
            <kbd className={styles.keys} aria-hidden>
              {keysFor(action, isMac()).join(isMac() ? '' : '+')}
            </kbd>
          )}
        </PopoverItem>
      ))}
      <div className={styles.separated}>
        <PopoverItem onClick={() => void send(api.exportDiagnostics())}>
          {t('menu.export-diagnostics')}
        </PopoverItem>
        <PopoverItem onClick={() => void send(api.quit())}>{t('menu.quit')}</PopoverItem>
      </div>
      <output>{problem}</output>
    </>
  )
}
