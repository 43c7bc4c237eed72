/** Heading of a version: a number or "Unreleased", then its date or "unreleased". */
const HEADING = /^## (\d+\.\d+\.\d+|Unreleased)(?:, (.*))?$/gm

/** Section of a changelog. */
interface Section {
  /** "Unreleased" for a section that has no number yet. */
  readonly version: string
  readonly isReleased: boolean
  readonly heading: string
  /** Text below its heading. */
  readonly notes: string
}

function readSections(changelog: string): Section[] {
  const headings = [...changelog.matchAll(HEADING)]
  return headings.map((found, i) => {
    const [heading, version = '', state] = found
    return {
      version,
      isReleased: version !== 'Unreleased' && state !== 'unreleased',
      heading,
      notes: changelog.slice(found.index + heading.length, headings[i + 1]?.index).trim(),
    }
  })
}

/** Finds the last release in a changelog, whose newest section stands first. 0.0.0 if there is none. */
export function findLastRelease(changelog: string): string {
  return readSections(changelog).find(({ isReleased }) => isReleased)?.version ?? '0.0.0'
}

/** Changelog in which a version has its date, and what it says about that version. */
export interface DatedChangelog {
  readonly changelog: string
  readonly notes: string
}

/**
 * Dates the unreleased section of a version, or the one that is called Unreleased.
 * @throws Error if there is none, if it is empty, or if it is another version's.
 */
export function dateSection(changelog: string, version: string, date: string): DatedChangelog {
  const [section] = readSections(changelog)
  if (!section || section.isReleased)
    throw new Error(
      `CHANGELOG.md has no entry for ${version}. Add a section "## ${version}, unreleased" above the others and say what changes for users.`,
    )
  if (section.version !== version && section.version !== 'Unreleased')
    throw new Error(
      `CHANGELOG.md has no entry for ${version}: its unreleased section is that of ${section.version}.`,
    )
  if (section.notes === '')
    throw new Error(`CHANGELOG.md says nothing about ${version}. Say what changes for users.`)
  const dated = `## ${version}, ${date}`
  return { changelog: changelog.replace(section.heading, () => dated), notes: section.notes }
}
