import { checkWords, WORD_LIST } from './check/words/check-words.ts'
import { runMain } from './lib/is-main.ts'
import { projectFolder } from './lib/project.ts'

// npm run check:words: words that docs/glossary.md replaced must not come back.
await runMain(import.meta.url, async () => {
  const { findings, pending } = await checkWords(projectFolder)
  for (const { file, line, found, use } of findings) {
    console.error(`${file}${line > 0 ? `:${line}` : ''}: "${found}" is retired; use: ${use}`)
  }
  for (const [folder, count] of pending) {
    console.log(count > 0 ? `Not yet clean: ${folder} (${count})` : `Clean: take ${folder} off ${WORD_LIST}`)
  }
  return findings.length === 0 ? 0 : 1
})
