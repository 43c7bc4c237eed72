/**
 * Compares this project with other browser libraries for facial landmarks, in one browser and in turns.
 * `npm run bench -- --help` prints the options.
 */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeBetweenMarkers } from './bench/readme.ts'
import { formatBenchmark } from './bench/report.ts'
import { runBench } from './bench/run.ts'
import { parsePositive, parseCount } from './options.ts'
import { runCli } from './run-cli.ts'

const HELP = `npm run bench [-- options]

  --data DIR      folder in 300W's layout: photos with .pts files of 68 points beside them
  --faces N       first N faces of each of its sets (all)
  --rounds N      trials of each library (3)
  --seconds N     seconds of video per trial (10)
  --repeats N     runs on each photo per trial (5)
  --only A,B      some of wing, lite, precise, face-api, face-api-tiny, human, face-mesh (all)
  --baseline REV  also measures an earlier commit, built with its own code
  --write         also writes the tables to docs/benchmark.md
  --json          prints one JSON object instead of tables

With --data also measures NME on its common test set; meshes of 468 points are mapped to 68 landmarks.

The baseline is built in a temporary git worktree; npm installs its packages if its lock file differs.
With --data its detector is also compared using today's weights, if its code can read them.

The first run installs the other libraries into node_modules/.cache/wingmark-bench. Absolute times need an idle
machine; the ratios also hold on a busy one.`

const BENCHMARK_PAGE = fileURLToPath(new URL('../../docs/benchmark.md', import.meta.url))

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
  console.log(values.json ? JSON.stringify(report) : formatBenchmark(report))
  if (values.write) writeBetweenMarkers(BENCHMARK_PAGE, formatBenchmark(report))
}

runCli(main)
