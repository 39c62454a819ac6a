import { setSize } from '../../support/visual-states/window.ts'
import { expect, test } from '../../support/visual-states/fixture.ts'
import { layoutProblems } from '../../support/visual-states/layout.ts'
import { PSEUDO_LOCALE } from '../../support/visual-states/pseudo.ts'
import { stateNames } from '../../support/visual-states/states/index.ts'
import { untranslatedTexts } from '../../support/visual-states/untranslated.ts'

/** Sentences that main, a schema or the dial parser still sends as English text, instead of a code. */
const SENTENCES = [
  /emergency calls/,
  /^\w+: Number is incomplete/,
  /neither a phone number nor a name/,
  /^BUTTON: \(202\) 555-01/,
  /did not answer\. Restart Offhook/,
  /32 letters and digits/,
  /Enter the (secret|caller ID)/,
  /^\w+: (Too short|Use letters)/,
  /did not accept this secret/,
  /no key store/,
  /could not be stored/,
  /You are in a call\. Restart/,
]
/** The report of the self-test has the sentences of main. */
const REPORTS = ['self-test-running', 'self-test-passed', 'self-test-failed']

/** Texts are 35 to 60 % longer than English ones, accented and between brackets. */
test.describe('in the pseudo-locale every text comes from the catalogue and fits', () => {
  for (const state of stateNames) {
    test(state, async ({ visualStates }) => {
      await setSize(visualStates.page, 380, 660)
      const page = await visualStates.show(state, 'light', PSEUDO_LOCALE)
      const untranslated = await untranslatedTexts(page)
      if (!REPORTS.includes(state))
        expect(untranslated.filter((text) => !SENTENCES.some((known) => known.test(text)))).toEqual([])
      expect(await layoutProblems(page)).toEqual([])
    })
  }
})
