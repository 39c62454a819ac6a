import { useState, type ComponentProps, type ReactNode, type RefObject } from 'react'
import { classes } from '../lib/classes.ts'
import styles from './popover.module.css'

interface PopoverProps {
  readonly ref: RefObject<HTMLElement | null>
  /** What a button names as its `popoverTarget`. */
  readonly id: string
  readonly title: string
  /** Says where it hangs: its `position-anchor`, insets and width. */
  readonly className: string | undefined
  readonly children: ReactNode
}

/** Something to choose from that hangs on a button. Nothing of it is in the page while it is closed. */
export function Popover({ ref, id, title, className, children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  return (
    <section
      ref={ref}
      id={id}
      popover="auto"
      aria-label={title}
      className={classes(styles.popover, className)}
      onBeforeToggle={(event) => setOpen(event.newState === 'open')}
    >
      {open && (
        <>
          <h2 className={styles.title}>{title}</h2>
          {children}
        </>
      )}
    </section>
  )
}

/** One of the things to choose from. */
export function PopoverItem(props: Omit<ComponentProps<'button'>, 'className' | 'type'>) {
  return <button type="button" className={styles.entry} {...props} />
}
