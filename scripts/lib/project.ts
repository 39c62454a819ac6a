import { fileURLToPath } from 'node:url'

/** The project's top folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
