import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { WORD_LIST } from '../../../../scripts/check/words/check-words.ts'
import { isIn, RetiredWordsSchema, wordFinder } from '../../../../scripts/check/words/find-words.ts'
import { projectFolder } from '../../../../scripts/lib/project.ts'

const word = (name: string, more: object = {}) =>
  v.parse(RetiredWordsSchema, { words: [{ word: name, use: 'another', ...more }], notYetClean: [] }).words

const foundIn = (name: string, text: string): string[] =>
  wordFinder(word(name))('file.ts', text).map(({ found }) => found)

describe('the check for retired words', () => {
  it.each([
    ['house', 'the house', ['house']],
    ['house', 'Houses and HouseBoard', ['Houses', 'House']],
    ['house', 'createHouse(house_board)', ['House', 'house']],
    ['house', 'MAX_HOUSES', ['HOUSES']],
    ['house', 'warehouse, housekeeping, Housekeeping', []],
    ['ears', 'years of tears, Bears', []],
    ['move in', 'moveIn(MoveIn, "move-in.ts", move_in)', ['moveIn', 'MoveIn', 'move-in', 'move_in']],
    ['move in', 'a move into; remove in; Move in, moves', ['Move in']],
    ['desk', 'desktop, Desktop, useDesk', ['Desk']],
  ])('finds %j in %j: %j', (name, text, found) => {
    expect(foundIn(name, text)).toEqual(found)
  })

  it('finds a case-sensitive word only as it is written', () => {
    expect(wordFinder(word('MOST', { caseSensitive: true }))('a.ts', 'most, MOST_CALLS, ALMOST')).toEqual([
      { file: 'a.ts', line: 1, found: 'MOST', use: 'another' },
    ])
  })

  it('finds a word that is retired as a name only in names', () => {
    const find = wordFinder(word('hung up', { identifier: true }))
    const found = find('a.ts', "the caller has hung up; 'hung-up', hungUp, HungUp, HUNG_UP")
    expect(found.map((one) => one.found)).toEqual(['hung-up', 'hungUp', 'HungUp', 'HUNG_UP'])
  })

  it('reports the line, and the name of a file as line 0', () => {
    const found = wordFinder(word('house'))('src/house.ts', 'a\nthe house\n')
    expect(found.map(({ line }) => line)).toEqual([0, 2])
  })

  it('accepts a word in the files where it is allowed', () => {
    const find = wordFinder(word('edges', { allowedIn: ['exchange/signalling', 'docs/a.md'] }))
    expect(find('exchange/signalling/edges.ts', 'edges')).toEqual([])
    expect(find('docs/a.md', 'edges')).toEqual([])
    expect(find('docs/a.md.ts', 'edges')).toHaveLength(1)
    expect(isIn('exchange/signalling2/a.ts', ['exchange/signalling'])).toBe(false)
  })

  it('has a replacement for each word of the list, and each word once', async () => {
    const text = await readFile(join(projectFolder, WORD_LIST), 'utf8')
    const { words } = v.parse(RetiredWordsSchema, JSON.parse(text))
    expect(words.filter(({ use }) => use.trim() === '')).toEqual([])
    expect(new Set(words.map((one) => one.word)).size).toBe(words.length)
  })
})
