import { runIpcFuzz } from '../../fuzz/ipc/run-ipc.ts'
import { testSeed } from '../../support/random/seed.ts'
import { expect, test } from '../fixtures/offhook.ts'

/** `npm run fuzz -- ipc` sends more than 100,000. */
const MESSAGES = 5_000

test('whatever any page sends, main refuses it, says so once, and the phone rings afterwards', async ({
  executable,
}) => {
  test.setTimeout(180_000)
  const seed = testSeed()
  console.log(`seed ${seed}`)
  const result = await runIpcFuzz({
    executable,
    messages: MESSAGES,
    seed,
    say: (words) => console.log(words),
  })
  console.log(JSON.stringify(result))
  expect(result).toMatchObject({
    ok: true,
    messages: MESSAGES,
    believed: [],
    ghosts: 0,
    rangAfterwards: true,
  })
})
