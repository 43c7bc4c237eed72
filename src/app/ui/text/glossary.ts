/** Words that stand for a term, as many as a language has. */
const listForms = (...forms: readonly string[]): readonly string[] => forms

/**
 * Terms of the field. `forms` are the words that stand for a term in the page's texts, as they are written there: where
 * one appears, its explanation is at hand.
 */
export const GLOSSARY = {
  heading: 'Glossary',
  intro: 'Each of these terms is explained where it appears: point at it, tap it, or move the focus to it.',
  terms: {
    landmark: {
      name: 'landmark',
      forms: listForms('landmark', 'landmarks'),
      text: 'A point of the face with a fixed meaning, such as the left corner of the mouth. Every face has the same 68, in the same order.',
    },
    loss: {
      name: 'loss',
      forms: listForms('loss', 'losses'),
      text: 'The function that turns an error into one number. Training makes that number small, and its slope says how hard it pulls on each error.',
    },
    residual: {
      name: 'residual',
      forms: listForms('residual', 'residuals'),
      text: 'How far one coordinate is from its true value, in pixels of the network’s input. A face of 68 points has 136 residuals.',
    },
    nme: {
      name: 'NME',
      forms: listForms('NME'),
      text: 'Normalised mean error: the mean distance of a face’s points from their true places, divided by a size of the face, so that near and far faces count alike. Given in percent; lower is better.',
    },
    interOcular: {
      name: 'inter-ocular distance',
      forms: listForms('inter-ocular distance', 'inter-ocular'),
      text: 'From outer eye corner to outer eye corner. Errors are divided by it. It is about 1.4 times the distance between the pupils, so the same error gives a smaller percentage.',
    },
    interPupil: {
      name: 'inter-pupil distance',
      forms: listForms('inter-pupil distance', 'inter-pupil'),
      text: 'From pupil to pupil; a pupil is taken as the mean of the six points of an eye. The paper divides errors by it.',
    },
    ced: {
      name: 'CED',
      forms: listForms('Cumulative error distribution', 'CED'),
      text: 'Cumulative error distribution: for every error on the horizontal axis, the share of faces that have at most this error. The higher the curve, the better.',
    },
    auc: {
      name: 'AUC',
      forms: listForms('AUC'),
      text: 'Area under the curve. Under the cumulative error distribution up to 8%, it is 100 if no face has any error, and 0 if all are beyond 8%.',
    },
    failureRate: {
      name: 'failure rate',
      forms: listForms('failure rate', 'above 8%'),
      text: 'The share of faces with an error above 8%, and of those that were not found at all.',
    },
    roll: {
      name: 'roll',
      forms: listForms('roll', 'Roll'),
      text: 'How far the head is tilted towards a shoulder. It turns the face within the picture, so a crop can undo it.',
    },
    yaw: {
      name: 'yaw',
      forms: listForms('yaw', 'Yaw'),
      text: 'How far the head is turned to a side: 0° looks ahead, 90° is a profile. Where no angle is known, Evaluate and Balancing count it by the coefficient of the shape component that turns the head.',
    },
    pitch: {
      name: 'pitch',
      forms: listForms('pitch'),
      text: 'How far the head is nodded up or down.',
    },
    ear: {
      name: 'eye aspect ratio',
      forms: listForms('Eye aspect ratio', 'eye aspect ratio', 'EAR'),
      text: 'EAR: the height of an eye’s opening divided by its width, from six points. About 0.3 for an open eye; it falls towards 0 in a blink.',
    },
    crop: {
      name: 'crop',
      forms: listForms('crop', 'crops', 'Crop'),
      text: 'The square cut out of the picture for a network, turned and scaled to its input.',
    },
    regionOfInterest: {
      name: 'region of interest',
      forms: listForms('region of interest'),
      text: 'The square around a face that the first network is shown: the detector’s box, made larger and centred.',
    },
    heatMap: {
      name: 'heat map',
      forms: listForms('heat map', 'heat maps'),
      text: 'A picture in which each pixel says how likely a point is there. A network that gives one for each landmark is more exact than one that gives coordinates.',
    },
    pairedBootstrap: {
      name: 'paired bootstrap, p',
      forms: listForms('paired bootstrap'),
      text: 'Draws the faces again and again, with repetition, and looks how often the order of two variants turns round. A small p says: hardly ever.',
    },
    convolution: {
      name: 'convolution',
      forms: listForms('convolution', 'convolutions', 'Convolution'),
      text: 'A layer of a network that moves small filters over what it is given. Each filter makes one map of it: high where the filter finds what it looks for.',
    },
    jitter: {
      name: 'jitter',
      forms: listForms('jitter', 'Jitter'),
      text: 'How much a point trembles: its distance from the middle of its places one frame before and after, so that steady movement adds nothing.',
    },
    heldOut: {
      name: 'held out',
      forms: listForms('held out', 'held-out'),
      text: 'Kept away from training, so that the error on it tells how the network does on what it has not seen.',
    },
    learningRate: {
      name: 'learning rate',
      forms: listForms('learning rate', 'Learning rate'),
      text: 'How long a step of training is: the gradient is multiplied by it.',
    },
    procrustes: {
      name: 'Procrustes analysis',
      forms: listForms('Procrustes analysis', 'Procrustes'),
      text: 'Moving, turning and scaling shapes until they lie on one another as well as they can. What still differs is shape.',
    },
  },
} as const
