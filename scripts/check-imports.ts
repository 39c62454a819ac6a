import { checkImports } from './check/imports/check-imports.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'

// npm run check:imports: package boundaries and import cycles, in every folder.
await runMain(import.meta.url, async () => {
  const { files, violations } = await checkImports(projectFolder)
  for (const { rule, from, to } of violations) console.error(`${from} must not import ${to} (${rule})`)
  console.log(`Imports of ${files.length} files: ${violations.length} forbidden.`)
  return violations.length === 0 ? 0 : 1
})
