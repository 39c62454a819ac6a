import { resolve } from 'node:path'
import { runMain } from './lib/is-main.ts'
import { newKeys, signUpdates } from './release/sign-updates.ts'

const USAGE = `npm run sign-updates -- FOLDER      signs every feed (latest*.yml, beta*.yml) in FOLDER, as FEED.yml.sig
npm run sign-updates -- --new-key   prints a new key pair

UPDATE_SIGNING_KEY          the secret key, from the environment only.
OFFHOOK_UPDATE_PUBLIC_KEY   the key that the builds trust; if set, the signatures are verified with it.`

await runMain(import.meta.url, async ([what]) => {
  if (what === '--new-key') {
    const keys = newKeys()
    console.log(`UPDATE_SIGNING_KEY=${keys.secret}\nOFFHOOK_UPDATE_PUBLIC_KEY=${keys.public}`)
    return 0
  }
  const secretKey = process.env.UPDATE_SIGNING_KEY
  if (what === undefined || what === '--help' || !secretKey) {
    console.log(what === '--help' ? USAGE : `${USAGE}\n\nA folder and UPDATE_SIGNING_KEY are needed.`)
    return what === '--help' ? 0 : 2
  }
  const names = await signUpdates({
    folder: resolve(what),
    secretKey,
    publicKeys: process.env.OFFHOOK_UPDATE_PUBLIC_KEY,
  })
  console.log(`Signed: ${names.join(', ')}`)
  return 0
})
