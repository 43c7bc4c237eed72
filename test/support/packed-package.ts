import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sample } from './faces.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** Builds the package into a folder and packs it there. Gives the tarball's path. */
export function packPackage(folder: string): string {
  const built = join(folder, 'dist-package')
  execFileSync(NPM, ['run', '-s', 'build:lib', '--', '--out', built], { cwd: ROOT, stdio: 'pipe' })
  execFileSync(NPM, ['pack', '--silent', built, '--pack-destination', folder], { cwd: ROOT, stdio: 'pipe' })
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '')
}

/**
 * Builds the package, packs it and installs the tarball in a new project, as an importer would; with React beside it
 * and a photo of four faces in `public`. Gives the project's folder, which the caller removes.
 */
export function installPackedPackage(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'wingmark-package-'))
  const tarball = packPackage(scratch)
  writeFileSync(join(scratch, 'package.json'), '{ "type": "module", "private": true }')
  const options = ['--silent', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps']
  execFileSync(NPM, ['install', ...options, tarball], { cwd: scratch, stdio: 'pipe' })
  for (const name of ['react', 'react-dom', 'scheduler', '@types'])
    symlinkSync(join(ROOT, 'node_modules', name), join(scratch, 'node_modules', name))
  mkdirSync(join(scratch, 'public'))
  writeFileSync(join(scratch, 'public/photo.jpg'), sample(6))
  return scratch
}
