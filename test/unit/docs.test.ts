import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { checkSite } from '../../src/command/docs/check-site.ts'
import { drawFlowchart } from '../../src/command/docs/flowchart.ts'
import { removeComments, rewriteLinks } from '../../src/command/docs/links.ts'
import { formatModelCards } from '../../src/command/docs/model-cards.ts'
import { drawPictures } from '../../src/command/docs/pictures.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe('links of pages', () => {
  const targets = {
    pages: new Map([
      ['docs/deploy.md', 'deploy.md'],
      ['docs/concepts/losses.md', 'concepts/losses.md'],
      ['models/RESULTS.md', 'results.md'],
    ]),
    exists: (path: string) => path !== 'docs/nowhere.md',
  }
  const rewrite = (text: string, source: string, repository?: string) =>
    rewriteLinks(text, source, { ...targets, repository })

  it('lead to pages where the site has them', () => {
    expect(rewrite('[a](../models/RESULTS.md#runs)', 'docs/deploy.md')).toBe('[a](./results.md#runs)')
    expect(rewrite('[a](../../models/RESULTS.md)', 'docs/concepts/losses.md')).toBe('[a](./../results.md)')
    expect(rewrite('[a](../docs/deploy.md)', 'models/RESULTS.md')).toBe('[a](./deploy.md)')
    expect(rewrite('![a](../images/x.svg)', 'docs/concepts/losses.md')).toBe('![a](./../images/x.svg)')
  })

  it('leave alone what is elsewhere, on the same page, or code', () => {
    const text = '[a](https://arxiv.org/abs/1) [b](#c)\n```\n[d](nowhere.md)\n```'
    expect(rewrite(text, 'docs/deploy.md')).toBe(text)
  })

  it('name files that are no pages, or lead to them in a repository', () => {
    expect(rewrite('[kernel](k.ts)', 'docs/deploy.md')).toBe('kernel (`docs/k.ts`)')
    expect(rewrite('[kernel](k.ts)', 'docs/deploy.md', 'https://host/blob/main')).toBe(
      '[kernel](https://host/blob/main/docs/k.ts)',
    )
  })

  it('to nothing are refused', () => {
    expect(() => rewrite('[a](nowhere.md)', 'docs/deploy.md')).toThrow(
      'docs/deploy.md links to docs/nowhere.md, which the repository does not have.',
    )
  })

  it('stay when comments go', () => {
    expect(removeComments('a <!-- b --> c\n```\n<!-- d -->\n```')).toBe('a  c\n```\n<!-- d -->\n```')
  })
})

describe('the check of a built site', () => {
  let folder = ''
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function check(files: Readonly<Record<string, string>>, base?: string): string[] {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-site-'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return checkSite(folder, base)
  }

  it('passes links to pages, headings and pictures that are there', () => {
    const index = '<a href="/docs/a/b.html#c%20d">b</a><a href="https://else">e</a><img src="/docs/x.svg">'
    const files = { 'index.html': index, 'a/b.html': '<h2 id="c d">c</h2><a href="../">up</a>', 'x.svg': '' }
    expect(check(files, '/docs/')).toEqual([])
  })

  it('finds dead links, missing headings and files, and what comes from elsewhere', () => {
    const index =
      '<a href="a.html">a</a><a href="#b">b</a><a href="/else.html">e</a><img src="c.png"><script src="//d/e.js"></script>'
    expect(check({ 'index.html': index }, '/docs/')).toEqual([
      'index.html loads c.png, which is missing',
      'index.html loads //d/e.js from elsewhere',
      'index.html links to a.html, which is missing',
      'index.html links to #b, a heading that is missing',
      'index.html links to /else.html, which is missing',
    ])
  })
})

describe('generated parts', () => {
  it('have every variant and its scores', () => {
    const cards = formatModelCards(ROOT)
    expect(cards.match(/^## .*$/gm)).toEqual([
      '## L2',
      '## L1',
      '## smooth L1',
      '## Wing',
      '## Precise',
      '## Lite',
    ])
    expect(cards).toMatch(/research only/)
    expect(cards).not.toMatch(/undefined|NaN/)
  })

  it('draw pictures without holes in their numbers', () => {
    for (const picture of Object.values(drawPictures(ROOT)))
      expect(picture).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('draw a folder right of all that it imports', () => {
    const places = new Map(
      [...drawFlowchart('a --> b --> c\na --> c', 'x').matchAll(/<text x="([\d.]+)"[^>]*>(.)</g)].map(
        ([, x, name]) => [name, Number(x)],
      ),
    )
    expect([...places.keys()].sort((p, q) => (places.get(p) ?? 0) - (places.get(q) ?? 0))).toEqual([
      'a',
      'b',
      'c',
    ])
  })
})
