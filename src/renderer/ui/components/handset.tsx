import { Phone } from 'lucide-react'
import styles from './handset.module.css'

/** A telephone's handset: lifted to answer or to call, laid down to reject or to end. */
export function Handset({ down = false, size = 20 }: { readonly down?: boolean; readonly size?: number }) {
  return <Phone size={size} className={down ? styles.down : styles.up} strokeWidth={1.5} aria-hidden />
}
