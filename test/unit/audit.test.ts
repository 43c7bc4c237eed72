import { describe, expect, it } from 'vitest'
import { summarizeAudit } from '../../src/command/audit/audit-summary.ts'

const weak = (name: string, severity: string) => ({
  [name]: {
    name,
    severity,
    range: '<2.0.0',
    via: [{ title: 'Path traversal', url: 'https://example.org/1' }],
  },
})
const report = (...vulnerabilities: object[]) => ({
  auditReportVersion: 2,
  vulnerabilities: Object.assign({}, ...vulnerabilities) as object,
})

describe('summarizeAudit', () => {
  it('is content when nothing is known', () => {
    expect(summarizeAudit(report(), report())).toEqual({
      lines: ['No package used here has a known vulnerability.'],
      failed: false,
    })
  })

  it('fails for any vulnerability of a shipped package, and names it', () => {
    const shipped = weak('zip', 'low')
    const { lines, failed: bad } = summarizeAudit(report(shipped), report(shipped))
    expect(bad).toBe(true)
    expect(lines).toEqual(['zip <2.0.0, shipped: low: Path traversal (https://example.org/1)'])
  })

  it('lists those of tools, and calls severe ones bad', () => {
    expect(summarizeAudit(report(), report(weak('bundler', 'moderate')))).toMatchObject({ failed: false })
    const { lines, failed: bad } = summarizeAudit(report(), report(weak('bundler', 'high')))
    expect(bad).toBe(true)
    expect(lines[0]).toContain('bundler <2.0.0, a tool: high')
  })

  it('says that nothing is known when the registry does not answer', () => {
    const refused = { message: '405 Method Not Allowed', statusCode: 405 }
    expect(summarizeAudit(refused, refused)).toEqual({
      lines: ['Not audited: the registry gave no answer (405 Method Not Allowed).'],
      failed: false,
    })
    expect(summarizeAudit(undefined, undefined).lines[0]).toContain('Not audited')
  })
})
