import { VARIANTS } from '../../../landmarker/models/bundled-variants.ts'
import { findCard } from './cards.ts'
import { formatVariantName } from '../../ui/colours.ts'
import { RESULTS, findResult } from '../../state/results.ts'
import { ClearStorage } from './ClearStorage.tsx'
import './about.css'

const percent = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(2))
const range = (interval: readonly [number, number] | undefined) =>
  interval ? `${interval[0].toFixed(2)} to ${interval[1].toFixed(2)}` : ''

function ResultsTable() {
  return (
    <div className="scroll">
      <table>
        <caption>{RESULTS?.protocol ?? 'Nothing has been measured yet.'}</caption>
        <thead>
          <tr>
            <th scope="col">Trained with</th>
            <th scope="col">NME inter-pupil, %</th>
            <th scope="col">95%</th>
            <th scope="col">NME inter-ocular, %</th>
            <th scope="col">AUC at 8%</th>
            <th scope="col">above 8%</th>
            <th scope="col">CNN-6 alone, %</th>
          </tr>
        </thead>
        <tbody>
          {VARIANTS.map((variant) => {
            const result = findResult(variant)
            return (
              <tr key={variant}>
                <th scope="row">{formatVariantName(variant)}</th>
                <td>{percent(result?.cascade.nmeInterPupil)}</td>
                <td>{range(result?.cascade.intervalInterPupil)}</td>
                <td>{percent(result?.cascade.nmeInterOcular)}</td>
                <td>{percent(result?.cascade.auc8)}</td>
                <td>{percent(result?.cascade.failureRate8)}</td>
                <td>{percent(result?.cnn6.nmeInterPupil)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function ModelCard({ variant }: { readonly variant: string }) {
  const card = findCard(variant)
  if (!card) return null
  const [{ recipe, trainingFaces }] = card.stages
  const bytes = card.stages.reduce((sum, stage) => sum + stage.bytes, 0)
  return (
    <details>
      <summary>
        {formatVariantName(variant)}, {(bytes / 1e6).toFixed(1)} MB
      </summary>
      <dl className="facts">
        <dt>Data</dt>
        <dd>{card.data}</dd>
        <dt>Recipe</dt>
        <dd>
          {formatVariantName(recipe.loss)} loss, {trainingFaces.toLocaleString('en')} faces,{' '}
          {recipe.faces.toLocaleString('en')} crops a network, highest rate {recipe.rate}, seed {recipe.seed},{' '}
          {recipe.balance ? `balanced in ${recipe.balance} bins` : 'not balanced'}
        </dd>
        <dt>SHA-256</dt>
        {card.stages.map(({ sha256 }) => (
          <dd key={sha256} className="hash">
            {sha256}
          </dd>
        ))}
        <dt>Licence</dt>
        <dd>{card.licence}</dd>
      </dl>
    </details>
  )
}

/** What the page does with pixels, where its networks come from, and what they scored. */
export function About() {
  return (
    <article className="about">
      <h2>What this page does with your picture</h2>
      <p>
        It draws it, and finds the faces in it, on this machine. No pixel and no landmark is sent anywhere or
        kept: the page makes no request to any other place than the one it came from, and its policy forbids
        it. The camera is on while its picture is shown, and off when you stop it or go to a view without it.
        What is kept in this browser are the page’s own files and the networks’ weights, so that it works
        without a network, and the variants that you train and keep yourself.
      </p>
      <ClearStorage />
      <h2>How it finds landmarks</h2>
      <p>
        MediaPipe’s face detector (BlazeFace), run by the same library as the other networks, looks at the
        whole picture twice a second and at parts of it in turn. CNN-6 looks at each face in 64 × 64 pixels,
        takes out its roll and refines the box; CNN-7 looks at the upright crop of 128 × 128 and places 68
        points. In between, faces are followed from their last points, and CNN-7 also says whether there is a
        face at all. This is the two-stage cascade of Feng, Kittler, Awais, Huber and Wu,{' '}
        <cite>Wing Loss for Robust Facial Landmark Localisation with Convolutional Neural Networks</cite>,
        CVPR 2018,{' '}
        <a href="https://arxiv.org/abs/1711.06753" rel="noreferrer">
          arXiv:1711.06753
        </a>
        . The Rectified Wing loss is from its extended version in IJCV 2019.
      </p>
      <h2>What the variants scored</h2>
      <ResultsTable />
      <p>
        L2, L1, smooth L1 and Wing were trained alike but for the loss. Lite is a slimmer pair of networks for
        weak machines, which learned from Wing’s cascade as well as from people’s points. The paper’s own
        networks had more training faces (3,148 instead of 2,009) and reach 3.27% with Wing.
      </p>
      <h2>The variants’ cards</h2>
      {VARIANTS.map((variant) => (
        <ModelCard key={variant} variant={variant} />
      ))}
      <h2>Licences</h2>
      <p>
        The code is under the MIT licence. The weights were trained on 300W, those of lite on CACD too, which
        are for research use only, not commercial use. TensorFlow.js, MediaPipe and its face detector are
        under the Apache licence 2.0, React and Observable Plot under MIT and ISC, zip.js under BSD-3-Clause.
        The sample photos come with @vladmandic/face-api, MIT.
      </p>
    </article>
  )
}
