import { folderRoot } from './folder-root.ts'
import { overlayRoot } from './overlay-root.ts'
import type { PrivateRoot } from './private-root.ts'

/** The truest kind of private root that this account may make here. */
export async function openPrivateRoot(): Promise<PrivateRoot> {
  return (await overlayRoot()) ?? (await folderRoot())
}
