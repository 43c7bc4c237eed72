/** One package in npm's report (auditReportVersion 2): its own weaknesses, or the names of those it has them from. */
interface Vulnerability {
  readonly name: string
  readonly severity: 'info' | 'low' | 'moderate' | 'high' | 'critical'
  readonly range: string
  readonly via: readonly (string | { readonly title: string; readonly url: string })[]
}

interface Report {
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>
}

export interface AuditSummary {
  readonly lines: readonly string[]
  /** Something has to be done. */
  readonly failed: boolean
}

const SEVERE: readonly string[] = ['high', 'critical']

function isReport(answer: unknown): answer is Report {
  return typeof answer === 'object' && answer !== null && 'vulnerabilities' in answer
}

function formatVulnerability({ name, range, severity, via }: Vulnerability, place: string): string {
  const reasons = via.map((reason) =>
    typeof reason === 'string' ? reason : `${reason.title} (${reason.url})`,
  )
  return `${name} ${range}, ${place}: ${severity}: ${reasons.join('; ')}`
}

function describeMissingReport(answer: unknown): string {
  const told =
    typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined
  return `Not audited: the registry gave no answer${typeof told === 'string' ? ` (${told})` : ''}.`
}

/**
 * What follows from npm's reports on the packages that are shipped and on all of them: a weakness of a
 * shipped one is bad, one of a tool only if it is severe. Without reports nothing is known, and that is said.
 */
export function summarizeAudit(shipped: unknown, all: unknown): AuditSummary {
  if (!isReport(shipped) || !isReport(all)) {
    return { lines: [describeMissingReport(isReport(shipped) ? all : shipped)], failed: false }
  }
  const own = Object.values(shipped.vulnerabilities)
  const tools = Object.values(all.vulnerabilities).filter(({ name }) => !(name in shipped.vulnerabilities))
  const lines = [
    ...own.map((weak) => formatVulnerability(weak, 'shipped')),
    ...tools.map((weak) => formatVulnerability(weak, 'a tool')),
  ]
  return {
    lines: lines.length > 0 ? lines : ['No package used here has a known weakness.'],
    failed: own.length > 0 || tools.some(({ severity }) => SEVERE.includes(severity)),
  }
}
