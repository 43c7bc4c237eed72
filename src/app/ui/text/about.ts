/** Text of About. */
export const ABOUT = {
  privacyHeading: 'What this page does with your picture',
  privacy:
    'The page draws your picture and finds the faces in it on this device. No pixel and no landmark is sent anywhere or stored: the page only contacts the server it came from, and its security policy forbids anything else. The camera is on while its picture is shown, and off when you stop it or open a view without it. This browser stores the page’s files and the networks’ weights, so that the page works offline, and the variants that you train and save.',
  methodHeading: 'How it finds landmarks',
  method:
    'MediaPipe’s face detector (BlazeFace), run by the same library as the other networks, searches the whole picture twice a second and parts of it in turn. CNN-6 sees each face in 64 × 64 pixels, estimates its roll and refines the box; CNN-7 sees the upright crop of 128 × 128 and places 68 landmarks. Between detections, faces are tracked from their last landmarks, and CNN-7 also says whether there is a face at all. This is the two-stage cascade of Feng, Kittler, Awais, Huber and Wu,',
  paper: 'Wing Loss for Robust Facial Landmark Localisation with Convolutional Neural Networks',
  conference: ', CVPR 2018,',
  arxiv: 'arXiv:1711.06753',
  extended: '. The Rectified Wing loss is from its extended version in IJCV 2019.',
  scoresHeading: 'How the variants score',
  notMeasured: 'Nothing has been measured yet.',
  variant: 'Variant',
  nmeInterPupil: 'NME inter-pupil, %',
  interval: '95%',
  nmeInterOcular: 'NME inter-ocular, %',
  auc: 'AUC at 8%',
  failures: 'above 8%',
  cnn6: 'CNN-6 alone, %',
  range: (from: string, to: string) => `${from} to ${to}`,
  scores:
    'L2, L1, smooth L1 and Wing were trained alike except for the loss. Lite is a smaller pair of networks for slower devices, trained on Wing’s landmarks as well as on annotated ones. The paper’s own networks had more training faces (3,148 instead of 2,009) and reach 3.27% with Wing.',
  cardsHeading: 'Model cards',
  cardTitle: (variant: string, megabytes: string) => `${variant}, ${megabytes} MB`,
  data: 'Data',
  recipe: 'Recipe',
  recipeDetails: (loss: string, faces: string, crops: string, rate: number, seed: number, bins?: number) =>
    `${loss} loss, ${faces} faces, ${crops} crops per network, peak learning rate ${rate}, seed ${seed}, ${bins ? `balanced in ${bins} bins` : 'not balanced'}`,
  hash: 'SHA-256',
  licence: 'Licence',
  licencesHeading: 'Licences',
  licences:
    'The code is under the MIT licence. The weights were trained on 300W, those of lite also on CACD; both are for research use only, not commercial use. TensorFlow.js, MediaPipe and its face detector are under the Apache licence 2.0, React and Observable Plot under MIT and ISC, zip.js under BSD-3-Clause. The sample photos come with @vladmandic/face-api, MIT.',
} as const
