/**
 * Compares this project with other libraries for landmarks in the browser, in one browser and in turns.
 * `npm run bench -- --help` prints the options.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeBetweenMarkers } from './bench/readme.ts'
import { formatReport } from './bench/report.ts'
import { runBench } from './bench/run.ts'
import { parsePositive, parseCount } from './options.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run bench [-- options]

  --data DIR      folder in 300W's layout: also NME over its common test set, for networks of 68 points
  --faces N       only the first N faces of each of its sets
  --rounds N      turns of each library (3)
  --seconds N     seconds of video a turn (10)
  --repeats N     runs on each photo a turn (5)
  --only A,B      of wing, lite, precise, face-api, face-api-tiny, human, face-mesh (all)
  --baseline REV  also an earlier commit, built by its own code beside this tree
  --write         also writes the tables into README.md
  --json          prints one JSON object instead of tables

The baseline is built in a git worktree that is removed; npm installs its packages if it locks other ones.
With --data its detector is also compared on today's weights, where its code can read them.

The first run installs the peers into a folder of their own, below node_modules/.cache. A machine that
does nothing else gives the best figures; their ratios hold on a busy one too.`

const README = fileURLToPath(new URL('../../README.md', import.meta.url))

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      faces: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '10' },
      repeats: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      baseline: { type: 'string' },
      write: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return
  }
  const options = {
    data: values.data && resolve(values.data),
    faces: values.faces ? parseCount('faces', values.faces) : Infinity,
    rounds: parseCount('rounds', values.rounds),
    seconds: parsePositive('seconds', values.seconds),
    repeats: parseCount('repeats', values.repeats),
    only: values.only.split(',').filter(Boolean),
    baseline: values.baseline,
  }
  const report = await runBench(options, (text) => console.error(text))
  console.log(values.json ? JSON.stringify(report) : formatReport(report))
  if (values.write) writeBetweenMarkers(README, formatReport(report))
}

runCli(main)
