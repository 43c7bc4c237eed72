import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { findCard } from '../../src/app/features/about/cards.ts'
import { parseArticle } from '../../src/app/features/about/article/parse-article.ts'
import { formatClipTime } from '../../src/app/features/video/format-time.ts'
import { formatTimeTick } from '../../src/app/features/video/plot-options.ts'
import { RESULTS } from '../../src/app/state/results.ts'
import { formatCount, formatFigure, formatPercent, formatSetting } from '../../src/app/ui/format.ts'
import { formatTick } from '../../src/app/ui/format-tick.ts'
import { findTerms } from '../../src/app/ui/glossary/find-terms.ts'
import { placeTip } from '../../src/app/ui/glossary/place-tip.ts'
import { decideLanguage, setLanguage } from '../../src/app/ui/language.ts'
import { ENGLISH } from '../../src/app/ui/text.ts'
import { GERMAN } from '../../src/app/ui/text/german.ts'
import { FACE_REGIONS } from '../../src/evaluation/face-regions.ts'
import { CONTOURS } from '../../src/geometry/contours.ts'
import { VARIANTS } from '../../src/landmarker/models/bundled-variants.ts'
import { listTexts } from '../support/catalogue.ts'

const english = new Map(listTexts(ENGLISH))
const german = new Map(listTexts(GERMAN))

afterEach(() => setLanguage('en'))

describe('the German catalogue', () => {
  it('has every text of the English one, and no other', () => {
    expect(english.size).toBeGreaterThan(700)
    const isForm = (key: string) => key.includes('.forms.')
    const keys = (texts: typeof english) => [...texts.keys()].filter((key) => !isForm(key)).sort()
    expect(keys(german)).toEqual(keys(english))
  })

  it('takes as many figures and names, and has the same places for links and terms', () => {
    const places = (text: unknown) => [...String(text).matchAll(/\{\w+\}/g)].map(String).sort()
    for (const [key, text] of english) {
      const other = german.get(key)
      if (key.includes('.forms.')) continue
      expect(typeof other, key).toBe(typeof text)
      if (typeof text === 'function') {
        // Fewer, where the language has no use for one.
        expect((other as typeof text).length, key).toBeLessThanOrEqual(text.length)
      } else {
        expect(places(other), key).toEqual(places(text))
        expect(other === '', key).toBe(text === '')
      }
    }
  })

  it('leaves no sentence in English', () => {
    const same = [...english].filter(([key, text]) => typeof text === 'string' && german.get(key) === text)
    const sentences = same.filter(
      ([key, text]) => String(text).split(' ').length > 3 && key !== 'about.paper',
    )
    // A formula.
    expect(sentences.map(([key]) => key)).toEqual(['losses.constant'])
  })

  it('keeps the cards of the tour short', () => {
    for (const [id, card] of Object.entries(GERMAN.tour.cards)) {
      const { text } = card
      const said = typeof text === 'function' ? text(554, 'Precise', '4,26', '4,78', '5,00') : text
      const words = Object.values({ ...card, title: '', text: said })
        .join(' ')
        .trim()
        .split(/\s+/)
      expect(words.length, id).toBeLessThanOrEqual(60)
    }
  })

  it('has the words of the results, the models’ cards and the face', () => {
    const cards = VARIANTS.flatMap((variant) => {
      const card = findCard(variant)
      return card ? [card.data, card.licence] : []
    })
    const groups = RESULTS?.variants.flatMap((result) => result.groups ?? []).map(({ group }) => group)
    const texts = [
      RESULTS?.protocol ?? '',
      ...cards,
      ...(groups ?? []).filter((group) => !group.includes('/')),
      ...CONTOURS.map(({ name }) => name),
      ...FACE_REGIONS.map(({ name }) => name),
    ]
    expect(texts.length).toBeGreaterThan(30)
    for (const text of texts) expect(GERMAN.fromData(text), text).not.toBe(text)
  })

  it.each([
    [
      'notes.txt is not a video that can be read. Choose an MP4, MOV or WebM file.',
      /^notes\.txt ist kein lesbares Video/,
    ],
    [
      'The weights of "lite" could not be loaded: the server answered 503. Check the connection and reload.',
      /„lite“ konnten nicht geladen werden: der Server hat mit 503 geantwortet/,
    ],
    [
      '2.5 ms a face; webgpu took 6.1 ms; WebGL has only software here (SwiftShader) (measured on an earlier visit)',
      '2,5 ms je Gesicht; webgpu brauchte 6,1 ms; WebGL gibt es hier nur als Software (SwiftShader) (bei einem früheren Besuch gemessen)',
    ],
    ['there are 5 points instead of 68', 'es sind 5 Punkte statt 68'],
    ['something nobody has foreseen', 'something nobody has foreseen'],
  ])('translates what the library says: %s', (message, expected) => {
    expect(GERMAN.fromData(message)).toMatch(expected)
  })
})

describe('the language of the page', () => {
  it.each([
    ['?lang=de', undefined, ['en-US'], 'de'],
    ['?lang=en', 'de', ['de'], 'en'],
    ['?lang=xx', 'de', ['en'], 'de'],
    ['', 'de', ['en'], 'de'],
    ['', undefined, ['fr', 'de-AT', 'en'], 'de'],
    ['', undefined, ['en-GB', 'de'], 'en'],
    ['', undefined, ['fr'], 'en'],
    ['', 'constructor', [], 'en'],
  ] as const)(
    'with the address %s, the kept %s and the preferred %j is %s',
    (search, kept, preferred, language) => {
      expect(decideLanguage(search, kept, preferred)).toBe(language)
    },
  )

  it('writes its numbers and plurals', () => {
    const write = () => [
      formatCount(2009),
      formatFigure(3.275),
      formatFigure(NaN),
      formatPercent(4.5, 1),
      formatSetting(0.0003),
    ]
    expect(write()).toEqual(['2,009', '3.27', '–', '4.5%', '0.0003'])
    expect(ENGLISH.media.photoWith(1)).toContain('one face,')
    setLanguage('de')
    expect(write()).toEqual(['2.009', '3,27', '–', '4,5\u00a0%', '0,0003'])
    expect(GERMAN.media.photoWith(1)).toBe('Foto mit einem Gesicht, Landmarken eingezeichnet')
    expect(GERMAN.media.photoWith(2009)).toContain('mit 2.009 Gesichtern')
  })
})

describe('a plot’s ticks', () => {
  const format = (ticks: readonly unknown[]) => ticks.map((tick, i) => formatTick(tick, i, ticks))

  it('are written in the language of the page, with as many decimals as any of them needs', () => {
    expect(format([0, 0.5, 1])).toEqual(['0.0', '0.5', '1.0'])
    expect(format([-20, -0, 1000])).toEqual(['−20', '0', '1,000'])
    setLanguage('de')
    expect(format([0, 0.5, 1])).toEqual(['0,0', '0,5', '1,0'])
    expect(format([0.1 + 0.2, 0.35])).toEqual(['0,30', '0,35'])
    expect(format([0, 1000])).toEqual(['0', '1.000'])
    expect(format(['Kiefer'])).toEqual(['Kiefer'])
  })

  it('of a clip’s time have the language’s hundredths and tenths', () => {
    expect([formatClipTime(3723.456), formatTimeTick(0.5), formatTimeTick(65)]).toEqual([
      '1:02:03.46',
      '0:00.5',
      '1:05',
    ])
    setLanguage('de')
    expect([formatClipTime(3723.456), formatTimeTick(0.5)]).toEqual(['1:02:03,46', '0:00,5'])
  })
})

describe('the terms of the glossary', () => {
  const termsOf = (text: string) =>
    findTerms(text).flatMap(({ text: form, term }) => (term ? [[form, term]] : []))

  it('are found once in a text, the longest first, and only as whole words', () => {
    expect(termsOf('NME, % of the inter-ocular distance; a lower NME is better')).toEqual([
      ['NME', 'nme'],
      ['inter-ocular distance', 'interOcular'],
    ])
    expect(termsOf('the left ear, a croplike enrollment, heat-map')).toEqual([])
    expect(termsOf('|yaw|, residuals')).toEqual([
      ['yaw', 'yaw'],
      ['residuals', 'residual'],
    ])
  })

  it('leave the text as it is', () => {
    for (const [, text] of english) {
      if (typeof text !== 'string') continue
      expect(
        findTerms(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }
  })

  it('are explained within the window', () => {
    const size = { width: 300, height: 100 }
    const phone = { width: 390, height: 844 }
    expect(placeTip({ left: 20, top: 100, bottom: 120 }, size, phone)).toEqual([20, 126])
    expect(placeTip({ left: 350, top: 100, bottom: 120 }, size, phone)).toEqual([78, 126])
    expect(placeTip({ left: -5, top: 780, bottom: 800 }, size, phone)).toEqual([12, 674])
  })
})

describe('the article', () => {
  const read = (name: string) =>
    parseArticle(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8'))
  const [article, artikel] = [read('article.md'), read('de/article.md')]

  it('is the same in both languages, with five figures', () => {
    const kinds = ({ blocks }: typeof article) =>
      blocks.map((block) => (block.kind === 'figure' ? block.name : block.kind))
    expect(kinds(artikel)).toEqual(kinds(article))
    expect(kinds(article).filter((kind) => kind !== 'heading' && kind !== 'paragraph')).toEqual([
      'nme',
      'losses',
      'balancing',
      'cascade',
      'ced',
    ])
    expect(article.title).toBe('The paper in short')
  })

  it('says what was measured', () => {
    const text = JSON.stringify(article)
    const error = (variant: string) =>
      RESULTS?.variants.find((result) => result.variant === variant)?.cascade.nmeInterPupil.toFixed(2)
    expect(text).toContain(
      `Wing has an error of ${error('wing')}% of the distance between the pupils, L1 ${error('l1')}%, smooth L1 ${error('smooth-l1')}% and L2 ${error('l2')}%.`,
    )
    expect(text).toContain(`Its error is ${error('precise')}%.`)
    const difference = RESULTS?.paired?.find(({ variant }) => variant === 'l2')?.difference ?? NaN
    expect(text).toContain(`by ${difference.toFixed(2)} points`)
    const imbalance = (counts: readonly number[] = []) => Math.max(...counts) / Math.min(...counts)
    expect(Math.round(imbalance(RESULTS?.balancing.before))).toBe(38)
    expect(imbalance(RESULTS?.balancing.after).toFixed(1)).toBe('1.6')
    for (const number of [error('wing'), error('l1'), error('smooth-l1'), error('l2'), error('precise')])
      expect(JSON.stringify(artikel)).toContain(`${number?.replace('.', ',')} %`)
  })
})
