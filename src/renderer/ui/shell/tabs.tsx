import { Grip, History, Phone, Settings, type LucideIcon } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import { t } from '../../../shared/messages/translate.ts'
import { ariaKeys } from '../keyboard/shortcuts.ts'
import styles from './tabs.module.css'

export type TabName = 'keypad' | 'recents' | 'settings'

/** In the order they stand. */
export const TABS: readonly { readonly name: TabName; readonly icon: LucideIcon }[] = [
  { name: 'keypad', icon: Grip },
  { name: 'recents', icon: History },
  { name: 'settings', icon: Settings },
]

/** The target of the first tab while there is a call. */
const CALL = { name: 'call', icon: Phone } as const

export const tabId = (id: string, name: TabName) => `${id}-tab-${name}`
export const panelId = (id: string, name: TabName) => `${id}-panel-${name}`

interface TabsProps {
  readonly id: string
  /** The tab of the current page; null if the page has none. */
  readonly current: TabName | null
  /** Id of the element that shows the call, while there is one; the first tab controls it. */
  readonly call: string | null
  readonly onOpen: (name: TabName) => void
  /** Missed calls nobody has seen yet. */
  readonly missed: number
}

/** The bar at the foot of the window. Arrow keys move along it. */
export function Tabs({ id, current, call, onOpen, missed }: TabsProps) {
  const bar = useRef<HTMLDivElement>(null)

  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const from = TABS.findIndex(({ name }) => name === current)
    const to = (step(from) + TABS.length) % TABS.length
    const next = TABS[to]
    if (!next) return
    onOpen(next.name)
    bar.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }

  return (
    <div
      ref={bar}
      className={styles.bar}
      role="tablist"
      aria-label={t('page.pages')}
      tabIndex={-1}
      onKeyDown={move}
    >
      {TABS.map((tab) => {
        const { name } = tab
        const opensCall = call !== null && name === 'keypad'
        const { name: label, icon: Icon } = opensCall ? CALL : tab
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={tabId(id, name)}
            aria-selected={name === current}
            aria-controls={opensCall ? call : panelId(id, name)}
            aria-keyshortcuts={ariaKeys(name)}
            tabIndex={name === (current ?? 'keypad') ? 0 : -1}
            className={styles.tab}
            onClick={() => onOpen(name)}
          >
            <Icon size={20} strokeWidth={1.75} aria-hidden />
            <span className={styles.label}>{t(`page.${label}`)}</span>
            {name === 'recents' && missed > 0 && <Missed count={missed} />}
          </button>
        )
      })}
    </div>
  )
}

function Missed({ count }: { readonly count: number }) {
  return (
    <span className={styles.count}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">{t('page.missed', { count })}</span>
    </span>
  )
}

const STEPS: Record<string, (from: number) => number> = {
  ArrowRight: (from) => from + 1,
  ArrowLeft: (from) => from - 1,
  Home: () => 0,
  End: () => TABS.length - 1,
}
