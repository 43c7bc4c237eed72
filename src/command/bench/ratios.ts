import { mean } from '../../evaluation/nme.ts'
import { median, type Outcome } from './summary.ts'
import type { Turn } from './turn.ts'

/** Something that the bench is to show. */
export interface Ratio {
  readonly what: string
  /** Undefined if it cannot be said; then `why`. */
  readonly value: number | undefined
  readonly asked: { readonly sign: '<=' | '>='; readonly value: number }
  readonly why: string | undefined
}

const OWN = ['full', 'lite'] as const
const PEERS = ['face-api', 'face-api-tiny', 'human', 'face-mesh']

const LANDMARKS = ({ stills }: Turn) => median(stills.landmarks)
const FPS = ({ live }: Turn) => live.fps
/** This near to the camera's own rate there is no faster. */
const REACHED = 0.98
const PAGE = ({ live }: Turn) => live.pageFps

/** Ratios of one round's values, since machines change their speed from round to round; their median. */
function ratioOf(p: Outcome, q: Outcome, value: (turn: Turn) => number | undefined): number | undefined {
  return median(
    p.turns.flatMap((turn, round) => {
      const other = q.turns.at(round)
      const [above, below] = [value(turn), other && value(other)]
      return above !== undefined && below ? above / below : []
    }),
  )
}

/** Ratio of the mean errors over the faces that both found, and how many those are. */
function errorRatio(p: Outcome, q: Outcome): { value: number; faces: number } | undefined {
  const [ours, theirs] = [p.accuracy?.interOcular, q.accuracy?.interOcular]
  if (!ours || !theirs) return undefined
  const both = ours.map((_, i) => i).filter((i) => Number.isFinite(ours[i]) && Number.isFinite(theirs[i]))
  const over = (errors: readonly number[]) => mean(both.map((i) => errors[i]))
  return { value: over(ours) / over(theirs), faces: both.length }
}

/** What the bench is to show, on WASM. */
export function ratiosOf(outcomes: readonly Outcome[]): Ratio[] {
  const ran = outcomes.filter(({ entrant, turns }) => entrant.backend === 'wasm' && turns.length > 0)
  const find = (name: string) => ran.find(({ entrant }) => entrant.name === name)
  const speed = (outcome: Outcome) => median(outcome.turns.map(FPS)) ?? 0
  const fastest = ran
    .filter(({ entrant }) => PEERS.includes(entrant.name))
    .sort((p, q) => speed(q) - speed(p))
    .at(0)
  const camera = find('camera')
  const most = REACHED * (camera ? speed(camera) : Infinity)
  const atMost = ({ live }: Turn) => Math.min(live.fps, most)
  const [full, lite] = OWN.map(find)
  const [faceApi, human] = ['face-api', 'human'].map(find)
  const why = (...names: readonly string[]) =>
    `${names.filter((name) => !find(name)).join(' and ')} did not run`
  const compare = (
    p: Outcome | undefined,
    q: Outcome | undefined,
    value: (turn: Turn) => number | undefined,
  ) => p && q && ratioOf(p, q, value)
  const errors = lite && faceApi && errorRatio(lite, faceApi)
  const name = fastest?.entrant.name
  const ratio = (what: string, value: number | undefined, asked: Ratio['asked'], reason: string): Ratio => ({
    what,
    value,
    asked,
    why: value === undefined ? reason : undefined,
  })
  const faces = errors ? `, ${errors.faces} faces that both found` : ''
  const peer = `the fastest peer${name ? `, ${name}` : ''}, both up to ${most.toFixed(1)}`
  return [
    ratio(
      'landmarks only, time of lite / face-api 68',
      compare(lite, faceApi, LANDMARKS),
      { sign: '<=', value: 0.8 },
      why('lite', 'face-api'),
    ),
    ratio(
      `inter-ocular NME of lite / face-api 68${faces}`,
      errors?.value,
      { sign: '<=', value: 0.8 },
      lite && faceApi ? '--data was not given' : why('lite', 'face-api'),
    ),
    ratio(
      'live fps of full / human',
      compare(full, human, FPS),
      { sign: '>=', value: 1.2 },
      why('full', 'human'),
    ),
    ratio(
      `live fps of lite / ${peer}`,
      compare(lite, fastest, atMost),
      { sign: '>=', value: 1 },
      why('lite', name ?? 'peers'),
    ),
    ...OWN.map((own) => {
      const turns = find(own)?.turns ?? []
      const what = `page's own frames per second with ${own}`
      return ratio(what, median(turns.map(PAGE)), { sign: '>=', value: 55 }, why(own))
    }),
  ]
}

/** Whether a ratio is as asked; undefined if it is not known. */
export function isMet({ value, asked }: Ratio): boolean | undefined {
  if (value === undefined) return undefined
  return asked.sign === '<=' ? value <= asked.value : value >= asked.value
}
