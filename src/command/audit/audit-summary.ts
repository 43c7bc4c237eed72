/** Package in npm's report (auditReportVersion 2): its own vulnerabilities, or the names of packages it has them from. */
interface Vulnerability {
  readonly name: string
  readonly severity: 'info' | 'low' | 'moderate' | 'high' | 'critical'
  readonly range: string
  readonly via: readonly (string | { readonly title: string; readonly url: string })[]
}

interface Report {
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>
}

/** Lines to print, and whether the audit failed. */
export interface AuditSummary {
  readonly lines: readonly string[]
  /** True if a vulnerability must be fixed. */
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
  const message =
    typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : undefined
  return `Not audited: the registry gave no answer${typeof message === 'string' ? ` (${message})` : ''}.`
}

/**
 * Summarizes npm's reports on the shipped packages and on all of them. The audit fails for any vulnerability of a
 * shipped package and for severe ones of tools. Missing reports do not fail it but are reported.
 */
export function summarizeAudit(shipped: unknown, all: unknown): AuditSummary {
  if (!isReport(shipped) || !isReport(all)) {
    return { lines: [describeMissingReport(isReport(shipped) ? all : shipped)], failed: false }
  }
  const own = Object.values(shipped.vulnerabilities)
  const tools = Object.values(all.vulnerabilities).filter(({ name }) => !(name in shipped.vulnerabilities))
  const lines = [
    ...own.map((vulnerability) => formatVulnerability(vulnerability, 'shipped')),
    ...tools.map((vulnerability) => formatVulnerability(vulnerability, 'a tool')),
  ]
  return {
    lines: lines.length > 0 ? lines : ['No package used here has a known vulnerability.'],
    failed: own.length > 0 || tools.some(({ severity }) => SEVERE.includes(severity)),
  }
}
