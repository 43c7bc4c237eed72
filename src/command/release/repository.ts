import { execFileSync } from 'node:child_process'

/** Runs git in a folder and gives what it prints. */
export function runGit(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** Branch that releases are made from. */
const BRANCH = 'main'

/**
 * Checks that a version can be released from here: nothing uncommitted, no such tag yet, and the branch main, unless the
 * release is only tried.
 * @throws Error that says what to do.
 */
export function checkRepository(root: string, tag: string, isTrial: boolean): void {
  const changes = runGit(root, 'status', '--porcelain')
  if (changes !== '')
    throw new Error(`There are changes that are not committed. Commit or stash them first:\n${changes}`)
  if (runGit(root, 'tag', '--list', tag) !== '')
    throw new Error(`The tag ${tag} is there already. Choose another version, or remove the tag.`)
  const branch = runGit(root, 'branch', '--show-current')
  if (!isTrial && branch !== BRANCH)
    throw new Error(
      `Releases are made from ${BRANCH}, and this is ${branch || 'no branch'}. --dry-run tries one from anywhere.`,
    )
}
