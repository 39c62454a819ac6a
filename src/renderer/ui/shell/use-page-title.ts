import { useEffect } from 'react'
import { useCountry, usePhone } from '../state/desk.tsx'
import { pageTitle } from '../state/page-title.ts'

/** Keeps the window's title saying what matters most. */
export function usePageTitle(): void {
  const title = pageTitle(usePhone(), useCountry())
  useEffect(() => {
    document.title = title
  }, [title])
}
