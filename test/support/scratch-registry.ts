import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import { freePort } from './free-port.ts'
import { installPackages, USER_ENVIRONMENT } from './user-npm.ts'

/** Registry of this machine, which forgets everything when its folder goes. */
export interface ScratchRegistry {
  /** Options of npm with which it publishes to this registry and installs from it alone. */
  readonly options: readonly string[]
  close(): void
}

/** Anyone may publish, and packages that it does not have are not looked for elsewhere. */
const CONFIGURATION = `storage: ./storage
auth:
  htpasswd:
    file: ./htpasswd
    max_users: -1
packages:
  '**':
    access: $all
    publish: $all
log: { type: stdout, level: fatal }
web: { enable: false }
`

/** Version 3 of node-fetch is a module, which Verdaccio cannot require. */
const MANIFEST = '{ "private": true, "overrides": { "node-fetch": "^2.7.0" } }'

/** Installs Verdaccio into a folder and starts it there, with nothing published. */
export async function startRegistry(folder: string): Promise<ScratchRegistry> {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), MANIFEST)
  writeFileSync(join(folder, 'config.yaml'), CONFIGURATION)
  await installPackages(folder, 'Installing the scratch registry', 'verdaccio@6')
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  const server = spawn(
    process.execPath,
    ['node_modules/verdaccio/bin/verdaccio', '--config', 'config.yaml', '--listen', address],
    { cwd: folder, stdio: 'ignore', env: USER_ENVIRONMENT },
  )
  const answers = () =>
    fetch(`http://${address}/-/ping`).then(
      ({ ok }) => ok,
      () => false,
    )
  try {
    await vi.waitUntil(answers, { timeout: 60_000, interval: 200 })
  } catch (error) {
    server.kill()
    throw error
  }
  return {
    // npm publishes only with a token; this registry asks for none and ignores it.
    options: ['--registry', `http://${address}/`, `--//${address}/:_authToken=none`],
    close: () => void server.kill(),
  }
}
