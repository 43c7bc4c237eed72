import { useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Dataset } from '../../media/dataset/dataset.ts'
import { ColourDot } from '../../ui/ColourDot.tsx'
import { FilePicker } from '../../ui/FilePicker.tsx'
import { TEXT } from '../../ui/text.ts'
import { setMethods, useMethods } from './current.ts'
import { countMatches, MAX_METHODS, readMethod, type Method } from './methods.ts'
import controlsStyles from '../../ui/controls.module.css'
import datasetStyles from '../../media/dataset/dataset.module.css'
import evaluateStyles from './evaluate.module.css'

function MethodItem({ method, dataset }: { readonly method: Method; readonly dataset: Dataset }) {
  const methods = useMethods()
  const { photos, matched } = countMatches(dataset, method.faces)
  return (
    <li>
      <ColourDot variant={method.id} />
      <span>{TEXT.evaluate.methods.matched(method.label, matched, photos)}</span>
      <button
        type="button"
        aria-label={TEXT.evaluate.methods.removeName(method.label)}
        onClick={() => setMethods(methods.filter((other) => other !== method))}
      >
        {TEXT.evaluate.methods.remove}
      </button>
    </li>
  )
}

/** Buttons that add the predictions of other methods on the photos of a data set, and those that were added. */
export function MethodPicker({ dataset }: { readonly dataset: Dataset }) {
  const methods = useMethods()
  const [reading, setReading] = useState(false)
  const [error, setError] = useState<string>()
  const add = async (files: readonly File[]) => {
    setReading(true)
    setError(undefined)
    try {
      setMethods([...methods, await readMethod(files, dataset, methods)])
    } catch (reason) {
      setError(getErrorMessage(reason))
    }
    setReading(false)
  }
  const isFull = methods.length >= MAX_METHODS
  return (
    <section className={evaluateStyles.methods} aria-label={TEXT.evaluate.methods.heading}>
      <h3>{TEXT.evaluate.methods.heading}</h3>
      {methods.length > 0 && (
        <ul>
          {methods.map((method) => (
            <MethodItem key={method.id} method={method} dataset={dataset} />
          ))}
        </ul>
      )}
      <div className={datasetStyles.buttons}>
        <FilePicker
          label={TEXT.evaluate.methods.addFile}
          accept=".csv,.json,.pts,.zip"
          multiple
          disabled={reading || isFull}
          onChoose={(files) => void add(files)}
        />
        <FilePicker
          label={TEXT.evaluate.methods.addFolder}
          folder
          multiple
          disabled={reading || isFull}
          onChoose={(files) => void add(files)}
        />
      </div>
      {reading && <p role="status">{TEXT.evaluate.methods.reading}</p>}
      {error && (
        <p role="alert" className={datasetStyles.alert}>
          {error}
        </p>
      )}
      <p className={controlsStyles.hint}>{TEXT.evaluate.methods.hint}</p>
    </section>
  )
}
