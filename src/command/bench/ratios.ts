import { mean } from '../../evaluation/nme.ts'
import { median, type Outcome } from './summary.ts'
import type { Turn } from './turn.ts'

/** Something that the bench is to show. */
export interface Ratio {
  readonly what: string
  /** Undefined if it cannot be said; then `why`. */
  readonly value: number | undefined
  readonly asked: { readonly sign: '<=' | '>='; readonly value: number }
  readonly why?: string
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
  const why = (...names: readonly (string | undefined)[]) =>
    `${names.filter((name) => !name || !find(name)).join(' and ')} did not run`
  const compare = (
    p: Outcome | undefined,
    q: Outcome | undefined,
    value: (turn: Turn) => number | undefined,
  ) => p && q && ratioOf(p, q, value)
  const errors = lite && faceApi && errorRatio(lite, faceApi)
  const name = fastest?.entrant.name
  return [
    {
      what: 'landmarks only, time of lite / face-api 68',
      value: compare(lite, faceApi, LANDMARKS),
      asked: { sign: '<=', value: 0.8 },
      why: why('lite', 'face-api'),
    },
    {
      what: `inter-ocular NME of lite / face-api 68${errors ? `, ${errors.faces} faces that both found` : ''}`,
      value: errors?.value,
      asked: { sign: '<=', value: 0.8 },
      why: lite && faceApi ? '--data was not given' : why('lite', 'face-api'),
    },
    {
      what: 'live fps of full / human',
      value: compare(full, human, FPS),
      asked: { sign: '>=', value: 1.2 },
      why: why('full', 'human'),
    },
    {
      what: `live fps of lite / the fastest peer${name ? `, ${name}` : ''}, both up to ${most.toFixed(1)}`,
      value: compare(lite, fastest, atMost),
      asked: { sign: '>=', value: 1 },
      why: why('lite', name),
    },
    ...OWN.map((own): Ratio => {
      const outcome = find(own)
      const value = outcome && median(outcome.turns.map(PAGE))
      return {
        what: `page's own frames per second with ${own}`,
        value,
        asked: { sign: '>=', value: 55 },
        why: why(own),
      }
    }),
  ]
}

/** Whether a ratio is as asked; undefined if it is not known. */
export function isMet({ value, asked }: Ratio): boolean | undefined {
  if (value === undefined) return undefined
  return asked.sign === '<=' ? value <= asked.value : value >= asked.value
}
