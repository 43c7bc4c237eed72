import { useEffect, useReducer, useState } from 'react'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Area } from '../../canvas/viewport.ts'
import { Problems } from '../../media/dataset/Problems.tsx'
import type { DragScope } from '../../state/address/choices.ts'
import { setSettings, useSettings } from '../../state/change-address.ts'
import { selectVariant } from '../../state/state.ts'
import { useAppState } from '../../state/store.ts'
import { BackendInfo } from '../../ui/BackendInfo.tsx'
import { formatVariantName } from '../../ui/colours.ts'
import { EmptyBox } from '../../ui/EmptyBox.tsx'
import { LoadingStatus } from '../../ui/LoadingStatus.tsx'
import { ControlGroup } from '../../ui/ControlGroup.tsx'
import { Presets } from '../../ui/Presets.tsx'
import { TEXT } from '../../ui/text.ts'
import { VariantPicker } from '../../ui/VariantPicker.tsx'
import { reduceAnnotations } from './annotations.ts'
import { findFaceIn, findFaces, placeMeanFace } from './find-faces.ts'
import { PhotoList } from './PhotoList.tsx'
import { PhotoPickers } from './PhotoPickers.tsx'
import { PhotoStage } from './PhotoStage.tsx'
import { PointsPanel } from './PointsPanel.tsx'
import { SamplePreview } from './SamplePreview.tsx'
import { SavePanel } from './SavePanel.tsx'
import { SESSION } from './session.ts'
import { Shortcuts } from './Shortcuts.tsx'
import { useGivenFiles } from './useGivenFiles.ts'
import { useKeptWork } from './useKeptWork.ts'
import { useShownPhoto } from './useShownPhoto.ts'
import { useUndoKeys } from './useUndoKeys.ts'
import controlsStyles from '../../ui/controls.module.css'
import labStyles from '../../ui/lab.module.css'
import pictureStyles from '../../canvas/picture.module.css'
import annotateStyles from './annotate.module.css'

const setDragScope = (dragScope: DragScope) => setSettings('annotate', { dragScope })

/** Editor of the faces of the visitor's own photos, which reads and writes files of annotations. */
export function Annotate() {
  const loading = useAppState((state) => state.loading)
  const options = useAppState((state) => state.options)
  const [annotations, dispatch] = useReducer(reduceAnnotations, SESSION.annotations)
  useEffect(() => SESSION.remember(annotations), [annotations])
  const [alert, setAlert] = useState<string>()
  const { dragScope } = useSettings('annotate')
  const { photos, selected } = annotations
  const photo = photos.at(selected)
  const given = useGivenFiles(photos, dispatch, setAlert)
  const [isKept, setKept] = useKeptWork(photos, dispatch, setAlert)
  const { shown, busy: opening } = useShownPhoto(photo, dispatch, setAlert)
  const [isAdding, setAdding] = useState(false)
  const [isFinding, setFinding] = useState(false)
  useUndoKeys(dispatch)
  useEffect(() => setAdding(false), [photo?.source.path])

  /** Looks for faces with the networks; what another photo has replaced meanwhile is dropped. */
  const find = async (
    work: (picture: ImageBitmap, path: string) => Promise<void>,
    fail: (reason: string) => void,
  ) => {
    if (!shown) return
    setAlert(undefined)
    setFinding(true)
    try {
      await work(shown.picture, shown.path)
    } catch (error) {
      // A closed picture has no width.
      if (shown.picture.width > 0) fail(getErrorMessage(error))
    }
    setFinding(false)
  }
  const addIn = (box: Area | undefined) => {
    setAdding(false)
    if (!box) return
    void find(
      async (picture, path) => dispatch({ kind: 'add', path, points: await findFaceIn(picture, box) }),
      (reason) => {
        setAlert(TEXT.annotate.meanFace(reason))
        if (shown) dispatch({ kind: 'add', path: shown.path, points: placeMeanFace(box) })
      },
    )
  }
  const findAgain = () =>
    void find(
      async (picture, path) => dispatch({ kind: 'put', path, faces: await findFaces(picture) }),
      (reason) => setAlert(TEXT.annotate.searchFailed(reason)),
    )

  const busy = given.reading
    ? TEXT.annotate.reading
    : (opening ?? (isFinding ? TEXT.media.findingFaces : undefined))
  return (
    <div className={`${labStyles.lab} ${annotateStyles.view}`}>
      <section className={annotateStyles.picture} aria-label={TEXT.annotate.picture}>
        {photo ? (
          <PhotoStage
            annotations={annotations}
            photo={photo}
            shown={shown}
            busy={busy}
            dragScope={dragScope}
            isAdding={isAdding}
            dispatch={dispatch}
            onDragScope={setDragScope}
            onAdd={() => setAdding(!isAdding)}
            onBox={addIn}
          />
        ) : (
          <EmptyBox heading={TEXT.annotate.emptyHeading} picture={<SamplePreview />}>
            <p>{TEXT.annotate.empty}</p>
            <PhotoPickers given={given} />
            <button type="button" onClick={given.openSample}>
              {TEXT.annotate.sample}
            </button>
          </EmptyBox>
        )}
        {alert && (
          <p role="alert" className={annotateStyles.alert}>
            {TEXT.fromData(alert)}
            <button type="button" aria-label={TEXT.shell.dismiss} onClick={() => setAlert(undefined)}>
              ×
            </button>
          </p>
        )}
        <Problems problems={given.problems} />
        {given.dropping && <div className={pictureStyles.drop}>{TEXT.annotate.drop}</div>}
      </section>
      <aside className={controlsStyles.panel} aria-label={TEXT.shell.settings}>
        <h2>{TEXT.annotate.heading}</h2>
        <Presets view="annotate" />
        {loading.phase !== 'ready' && photo && (
          <div className={annotateStyles.loading}>
            <LoadingStatus loading={loading} />
          </div>
        )}
        {photo && (
          <fieldset>
            <legend>{TEXT.annotate.photos}</legend>
            <PhotoPickers given={given} />
            <PhotoList photos={photos} selected={selected} dispatch={dispatch} />
          </fieldset>
        )}
        <ControlGroup name="points">
          <PointsPanel
            annotations={annotations}
            photo={photo}
            dragScope={dragScope}
            isAdding={isAdding}
            isBusy={busy !== undefined || !shown}
            dispatch={dispatch}
            onDragScope={setDragScope}
            onAdd={() => setAdding(!isAdding)}
            onFindAgain={findAgain}
          />
        </ControlGroup>
        <ControlGroup name="save">
          <SavePanel
            photos={photos}
            isKept={isKept}
            dispatch={dispatch}
            onKeep={setKept}
            onError={setAlert}
          />
        </ControlGroup>
        <Shortcuts />
        <ControlGroup name="variants">
          <details>
            <summary>{TEXT.annotate.foundBy(formatVariantName(selectVariant(options)))}</summary>
            <VariantPicker />
          </details>
        </ControlGroup>
        <BackendInfo />
      </aside>
    </div>
  )
}
