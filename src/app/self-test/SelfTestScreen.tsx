import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { TEXT } from '../ui/text.ts'
import { formatReport, type Findings } from './report.ts'
import type { SelfTest } from './self-test.ts'
import { StepList } from './StepList.tsx'
import styles from './self-test.module.css'

function Report({ findings }: { readonly findings: Findings }) {
  const text = formatReport(findings)
  const place = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState<{ readonly text: string; readonly note: string }>()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied({ text, note: TEXT.selfTest.copied })
    } catch {
      // Refused, or not offered outside of https.
      place.current?.select()
      setCopied({ text, note: TEXT.selfTest.notCopied })
    }
  }
  return (
    <>
      <label className={styles.report}>
        {TEXT.selfTest.report}
        <textarea
          lang="en"
          ref={place}
          readOnly
          value={text}
          rows={text.split('\n').length + 1}
          spellCheck={false}
        />
      </label>
      <p className={styles.actions}>
        <button type="button" onClick={() => void copy()}>
          {TEXT.selfTest.copy}
        </button>
        <span role="status">{copied?.text === text ? copied.note : ''}</span>
      </p>
    </>
  )
}

/** Screen of the self-test: what is running, the report, and the camera's buttons. */
export function SelfTestScreen({ selfTest }: { readonly selfTest: SelfTest }) {
  const { status, busy, findings, step } = useSyncExternalStore(selfTest.subscribe, selfTest.state)
  useEffect(() => {
    document.title = TEXT.shell.documentTitle(TEXT.selfTest.title)
  }, [])
  return (
    <main className={styles.screen}>
      <h1>{TEXT.selfTest.title}</h1>
      <p>{TEXT.selfTest.intro}</p>
      <p role="status" className={styles.status}>
        {status} {busy && !step && TEXT.selfTest.keepVisible}
      </p>
      {findings && <Report findings={findings} />}
      <p className={styles.actions}>
        <button type="button" disabled={busy} onClick={() => void selfTest.run()}>
          {TEXT.selfTest.again}
        </button>
        <a href={location.pathname}>{TEXT.selfTest.back}</a>
      </p>
      {findings && <StepList selfTest={selfTest} findings={findings} />}
    </main>
  )
}
