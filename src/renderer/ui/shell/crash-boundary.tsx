import { Component, type ErrorInfo, type ReactNode } from 'react'
import { CrashScreen } from './crash-screen.tsx'

/** Logs the stack of a crashed view. */
export interface CrashLog {
  error(text: string, about?: unknown): void
}

interface CrashBoundaryProps {
  readonly log: CrashLog
  readonly children: ReactNode
  readonly onReload: () => void
}

/** Catches what a view throws, and offers a way out instead of an empty window. */
export class CrashBoundary extends Component<CrashBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('A value without a message was thrown.') }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    this.props.log.error('A view crashed:', error)
    if (componentStack) this.props.log.error(`Components:${componentStack}`)
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <CrashScreen detail={error instanceof Error ? error.message : null} onReload={this.props.onReload} />
    )
  }
}
