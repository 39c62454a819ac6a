import { useEffect } from 'react'
import { useCountry, useAppState, usePhone } from '../context/app-context.tsx'
import { pageTitle } from './page-title.ts'

/** Keeps the window's title saying what matters most. */
export function usePageTitle(): void {
  const title = pageTitle(usePhone(), useCountry(), useAppState()?.doNotDisturb ?? null)
  useEffect(() => {
    document.title = title
  }, [title])
}
