import { Component, type ReactNode } from 'react'
import { CrashScreen } from './crash-screen.tsx'

interface CrashBoundaryProps {
  readonly children: ReactNode
  readonly onReload: () => void
}

/** Catches what a view throws, and offers a way out instead of an empty window. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('Something was thrown that says nothing.') }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <CrashScreen detail={error instanceof Error ? error.message : null} onReload={this.props.onReload} />
    )
  }
}
