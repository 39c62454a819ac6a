import type { ComponentProps } from 'react'
import { classes } from '../state/classes.ts'
import styles from './button.module.css'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  /** `go` answers and `stop` ends a call; neither is used for anything else. */
  readonly look?: 'plain' | 'quiet' | 'accent' | 'go' | 'stop'
  /** `main` for what a window is for, at least 44 px high. */
  readonly size?: 'small' | 'main'
  /** Only an icon: give it an `aria-label`. */
  readonly icon?: boolean
  readonly type?: 'button' | 'submit'
}

/** A button. Does not submit a form unless it says so. */
export function Button({
  look = 'plain',
  size = 'small',
  icon = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  const name = classes(styles.button, styles[look], size === 'main' && styles.main, icon && styles.icon)
  return type === 'submit' ? (
    <button type="submit" className={name} {...rest} />
  ) : (
    <button type="button" className={name} {...rest} />
  )
}
