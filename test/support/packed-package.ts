import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sample } from './faces.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Folder of the packages of weights, beside the package. */
const WEIGHTS = 'dist-weights'
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/** Builds the package into a folder, beside those of weights, and packs it there. Gives the tarball's path. */
export function packPackage(folder: string): string {
  const built = join(folder, 'dist-package')
  const options = ['--out', built, '--weights', join(folder, WEIGHTS)]
  execFileSync(NPM, ['run', '-s', 'build:lib', '--', ...options], { cwd: ROOT, stdio: 'pipe' })
  return packFolder(built, folder)
}

/** Packs a folder into another one. Gives the tarball's path. */
function packFolder(from: string, to: string): string {
  const name = execFileSync(NPM, ['pack', '--silent', from, '--pack-destination', to], {
    cwd: ROOT,
    stdio: 'pipe',
  })
  return join(to, name.toString().trim())
}

/**
 * Builds the package, packs it and installs the tarball in a new project with the weights of precise, as an importer would;
 * with React beside it
 * and a photo of four faces in `public`. Gives the project's folder, which the caller removes.
 */
export function installPackedPackage(): string {
  const scratch = mkdtempSync(join(tmpdir(), 'wingmark-package-'))
  const tarballs = [packPackage(scratch), packFolder(join(scratch, WEIGHTS, 'precise'), scratch)]
  writeFileSync(join(scratch, 'package.json'), '{ "type": "module", "private": true }')
  const options = ['--silent', '--offline', '--no-audit', '--no-fund', '--legacy-peer-deps']
  execFileSync(NPM, ['install', ...options, ...tarballs], { cwd: scratch, stdio: 'pipe' })
  for (const name of ['react', 'react-dom', 'scheduler', '@types'])
    symlinkSync(join(ROOT, 'node_modules', name), join(scratch, 'node_modules', name))
  mkdirSync(join(scratch, 'public'))
  writeFileSync(join(scratch, 'public/photo.jpg'), sample(6))
  return scratch
}
