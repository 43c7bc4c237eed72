/**
 * Builds the documentation site.
 * `npm run docs -- --help` prints the options.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vitepress'
import { checkSite } from './docs/check-site.ts'
import { drawPictures } from './docs/pictures.ts'
import { stagePages } from './docs/stage-pages.ts'
import { runCli } from './run-cli.ts'
import { serve } from './server.ts'

const HELP = `npm run docs [-- options]

  --base PATH         path that the site will be served below, with slashes (/)
  --repository URL    address of the repository's files; links to files that are no pages lead below it (they are named)
  --pictures          also draws the pictures of the concepts in docs/images anew, from the code and the results
  --serve             serves the site on this machine until it is stopped

Builds the documentation site into dist-docs/site: the pages of docs, models, examples and of this folder, the API
reference from the docstrings, and the model cards. Fails if a link, a heading or a picture is missing, or if a page would
load anything from another origin.`

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SITE = join(ROOT, 'dist-docs/site')

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      base: { type: 'string', default: '/' },
      repository: { type: 'string' },
      pictures: { type: 'boolean', default: false },
      serve: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { base } = values
  if (values.help) return console.log(HELP)
  if (!/^\/(.*\/)?$/.test(base)) throw new Error(`--base must start and end with a slash, not be ${base}.`)
  if (values.pictures)
    for (const [name, picture] of Object.entries(drawPictures(ROOT)))
      writeFileSync(join(ROOT, 'docs/images', name), picture)
  const repository = values.repository?.replace(/\/$/, '')
  stagePages({ root: ROOT, folder: join(ROOT, 'dist-docs/pages'), repository })
  await build(join(ROOT, 'docs'), { base, outDir: SITE })
  const problems = checkSite(SITE, base)
  if (problems.length > 0) throw new Error(`The site has dead links:\n${problems.join('\n')}`)
  console.log(`The documentation is in ${SITE}.`)
  if (values.serve) {
    const { url } = await serve({ [base]: SITE })
    console.log(`${url}${base}`)
  }
}

runCli(main)
