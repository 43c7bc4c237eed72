import { formatCount } from '../format.ts'

/**
 * Text of the tour. A card says something, may ask for something (`task`), and then says what came of it (`outcome`):
 * sixty words in all at most.
 */
export const TOUR = {
  start: 'Take the tour',
  place: (card: number, all: number) => `Tour, ${card} of ${all}`,
  goThere: 'Go to it',
  goThereName: 'Go to it; F6 brings you back',
  seeIt: 'See it',
  seeItName: 'See it: scroll to what has changed',
  next: 'Next',
  back: 'Back',
  finish: 'Finish',
  leave: 'Leave',
  leaveName: 'Leave the tour',
  needsPicture: 'There is no face here yet. Open a sample, or start your camera.',
  elsewhere: (view: string) => `This card is about ${view}.`,
  goToView: (view: string) => `Open ${view}`,
  cards: {
    findAFace: {
      title: 'Find a face',
      text: 'Wingmark puts 68 points on every face: brows, eyes, nose, mouth and jaw. It does so on this device; no picture leaves it.',
      task: 'Open one of the sample photos, or start your camera.',
      outcome: 'Found. The next cards look at what happened just now.',
    },
    onlyPoints: {
      title: 'Only points',
      text: 'The lines are drawn for our eyes only. What the last network gives are the points: two numbers for each, x and y.',
      task: 'Switch the contours off.',
      outcome: 'All that follows asks one question: how far is each point from its true place?',
    },
    takenApart: {
      title: 'Taken apart',
      text: 'A detector draws a box around the face. The first network looks at 64 × 64 pixels of it and finds how far the head is tilted. The second sees the face again, upright, in 128 × 128 pixels, and places the points.',
    },
    tilt: {
      title: 'Tilt the box',
      text: 'Boxes are never exact, and people tilt their heads. Turn the box, and see what each step makes of it.',
      task: 'Move Roll to 30° or more, to either side.',
      outcome:
        'The first crop is tilted, the second upright again: the first network has seen the tilt and undone it.',
    },
    twoNetworks: {
      title: 'Why two networks?',
      text: 'What if there were only the second one? It has learned from faces that are nearly upright.',
      task: 'Choose “none” for Stage 1 passes.',
      outcome:
        'Now its crop is tilted too, and its points go astray. One network turns the face upright, so that the other can be exact.',
    },
    asACurve: {
      title: 'The same as a curve',
      text: 'How far do the points move when the box is turned? One curve is for both networks, the other for the second alone. They lie together where the box is nearly upright, and far apart at the ends. The dashed line is your slider.',
    },
    whatALossIs: {
      title: 'What is a loss?',
      text: 'Training needs one number for how wrong a point is: the loss. Its slope pulls the point home. Each arrow is the pull of one loss.',
      task: 'Drag the marked point, or move it with the arrow keys.',
      outcome: 'The same error, and every loss pulls differently.',
    },
    nearAndFar: {
      title: 'Near and far',
      text: 'L2 pulls in proportion to the error, L1 always equally.',
      task: 'Bring the point nearer: at most one pixel off in x, and in y.',
      outcome:
        'Here Wing pulls more than three times as hard as L1 and L2. Small errors keep their weight in training.',
    },
    whyWing: {
      title: 'Why Wing?',
      text: 'A trained network is nearly right: four of five coordinates are less than two pixels off. A hundred such errors race under each loss. Which is closest to zero after 50 steps?',
      task: 'Choose one. The race starts at once.',
      outcome: 'Wing wins: it pulls hardest where most errors are.',
    },
    notAlways: {
      title: 'Not always',
      text: 'Early in training, errors are large. From there on, which loss is fastest?',
      task: 'Choose the start “five times as large”, then predict again.',
      outcome: 'L2, this time: large errors are its strength. Wing is for the small ones that remain.',
    },
    fourLosses: {
      title: 'Four losses, one face',
      text: 'Four networks, trained alike except for the loss. On one face you hardly see a difference.',
      task: 'Choose the layout Difference.',
      outcome:
        'The arrows lead from Wing’s points to those of the others, five times as long as they are. What counts is the mean over many faces.',
    },
    meanFace: {
      title: 'The mean face',
      text: 'This view draws the mean of all training faces. Each slider bends it along a direction in which faces differ; the first differs most.',
      task: 'Move slider 1, called yaw.',
      outcome: 'It turns the head. So one number says how far a face looks to a side.',
    },
    balancing: {
      title: 'Balancing',
      text: 'Most people in photos look ahead. Of nine bins, the fullest holds 38 times the faces of the emptiest. Balancing repeats the rare ones.',
      task: 'Open a bin of the histogram.',
      outcome:
        'In our runs it helped the most turned faces with three of four losses, and the average of all with none.',
    },
    anyGood: {
      title: 'Is it any good?',
      text: (faces: number, best: string, bestError: string, wing: string, l2: string) =>
        `On ${formatCount(faces)} faces kept out of training, ${best} is off by ${bestError}% of the distance between the eye corners, Wing by ${wing}%, L2 by ${l2}%. Further left is better.`,
      task: 'Choose the jaw.',
      outcome:
        'All curves move right: where a cheek ends, nobody can say exactly. Ask of such numbers: which points, whose faces, how many, how sure?',
    },
    yourFace: {
      title: 'Train it on your face',
      text: 'Record ten seconds of your face, put a few points right, and train the last layer here, in the browser. Frames kept aside show whether it helped. The recording stays in this tab’s memory. Here the tour ends, and your own experiment begins.',
    },
  },
} as const
