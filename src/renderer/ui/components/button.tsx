import type { ComponentProps } from 'react'
import { classes } from '../lib/classes.ts'
import styles from './button.module.css'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  /** `accept` answers and `end` ends a call; neither is used for anything else. `caution`: something unusual is on. */
  readonly variant?: 'default' | 'subtle' | 'primary' | 'accept' | 'end' | 'caution'
  /** `main` for what a window is for, at least 44 px high. */
  readonly size?: 'small' | 'main'
  /** Only an icon: give it an `aria-label`. */
  readonly icon?: boolean
  readonly type?: 'button' | 'submit'
  /** `place`: its label may change after a press, as with Mute; only a new position makes it ignore presses. */
  readonly 'data-guarded'?: 'place'
}

/** A button. Does not submit a form unless it says so. */
export function Button({
  variant = 'default',
  size = 'small',
  icon = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  // Every button ignores presses for a moment after it has appeared or moved: see press/press-guard.ts.
  const guarded = { 'data-guarded': '', ...rest }
  const name = classes(styles.button, styles[variant], size === 'main' && styles.main, icon && styles.icon)
  return type === 'submit' ? (
    <button type="submit" className={name} {...guarded} />
  ) : (
    <button type="button" className={name} {...guarded} />
  )
}
