/** German of the words in the pictures. */
const WORDS: Readonly<Record<string, string>> = {
  'The cascade, from a frame to landmarks in the frame': 'Die Kaskade, von einem Bild zu Landmarken im Bild',
  Detection: 'Suche',
  'a square about the face': 'ein Quadrat um das Gesicht',
  'Stage 1: 64 × 64': 'Stufe 1: 64 × 64',
  'roll and a better box': 'Rollwinkel, besserer Rahmen',
  'Stage 2: 128 × 128': 'Stufe 2: 128 × 128',
  '68 landmarks, upright': '68 Landmarken, aufrecht',
  Result: 'Ergebnis',
  'back in the frame': 'zurück im Bild',
  'The 68 landmarks, two distances, and the error of one point':
    'Die 68 Landmarken, zwei Abstände und der Fehler eines Punktes',
  'inter-ocular: 36 to 45': 'Augenwinkel: 36 bis 45',
  'inter-pupil: between the': 'Pupillen: zwischen den',
  'centres of the eyes': 'Mitten der Augen',
  'error of a predicted point': 'Fehler eines Punktes',
  'Four losses, and how hard each pulls, over the error in pixels':
    'Vier Verlustfunktionen, und wie stark jede zieht, über dem Fehler in Pixeln',
  'error, px': 'Fehler, px',
  loss: 'Verlust',
  'pull: size of the derivative': 'Zug: Betrag der Ableitung',
  'Training faces in each bin of yaw, before and after balancing':
    'Trainingsgesichter in jeder Klasse des Gierwinkels, vor und nach dem Ausgleich',
  'bin of yaw, from the front to the side': 'Klasse des Gierwinkels, von vorn bis zur Seite',
  'training faces': 'Trainingsgesichter',
  before: 'vorher',
  'after balancing': 'nach dem Ausgleich',
  'Share of faces over their largest error, for each variant':
    'Anteil der Gesichter über ihrem größten Fehler, für jede Variante',
  'inter-ocular NME, %': 'NME, % des Augenwinkelabstands',
  'share of faces with at most this error, %': 'Gesichter mit höchstens diesem Fehler, %',
}

/** Names of losses and variants, numbers, and nothing at all stay as they are. */
const SAME = /^[\d\s.%-]*$|^(L1|L2|smooth L1|Wing|Precise|Lite)$/

/**
 * Translates the words of a picture into German.
 * @throws Error if there are new ones
 */
export function translatePicture(svg: string): string {
  return svg.replaceAll(/(<(?:text|title)[^>]*>)([^<]*)/g, (_, tag: string, text: string) => {
    if (!(text in WORDS) && !SAME.test(text)) throw new Error(`a picture has no German for “${text}”`)
    return tag + (WORDS[text] ?? text)
  })
}
