/** Message of the library as a pattern, and its German; `$1` is what the pattern caught, `{1}` the same translated. */
type Message = readonly [english: RegExp, german: string]

const VIDEOS: readonly Message[] = [
  [/^(.+) is empty \(0 bytes\)\. Choose another file\.$/, '$1 ist leer (0 Bytes). Wähle eine andere Datei.'],
  [
    /^(.+) could not be read: it is damaged, or its beginning or end is missing \((.+)\)\.$/,
    '$1 lässt sich nicht lesen: Die Datei ist beschädigt, oder ihr Anfang oder Ende fehlt ({2}).',
  ],
  [
    /^(.+) is not a video that can be read\. Choose an MP4, MOV or WebM file\.$/,
    '$1 ist kein lesbares Video. Wähle eine Datei MP4, MOV oder WebM.',
  ],
  [
    /^(.+) could not be read: the file is incomplete or damaged\. Copy or download it again\.$/,
    '$1 lässt sich nicht lesen: Die Datei ist unvollständig oder beschädigt. Kopiere oder lade sie noch einmal.',
  ],
  [/^(.+) has no picture, only sound or data\.$/, '$1 hat kein Bild, nur Ton oder Daten.'],
  [
    /^(.+) is encoded in (.+), which this browser cannot decode\. Convert it to MP4 with H\.264, or to WebM\.$/,
    '$1 ist mit $2 kodiert, was dieser Browser nicht dekodieren kann. Wandle die Datei in MP4 mit H.264 um, oder in WebM.',
  ],
  [
    /^(.+) ends early, after (.+) of (.+) s: the file is incomplete\.$/,
    '$1 endet vorzeitig, nach $2 von $3 s: Die Datei ist unvollständig.',
  ],
  [
    /^(.+) is damaged after (.+) s and could not be read further \((.+)\)\.$/,
    '$1 ist nach $2 s beschädigt und ließ sich nicht weiter lesen ({3}).',
  ],
  [
    /^The picture of (.+) changes from (.+) to (.+) pixels at (.+) s\. What comes after is left out; .+$/,
    'Das Bild von $1 wechselt bei $4 s von $2 zu $3 Pixeln. Was danach kommt, bleibt weg; schneide das Video dort, um es auch auszuwerten.',
  ],
  [
    /^This browser does not show every frame of the video: it leaves out the one at (.+) s\. .+$/,
    'Dieser Browser zeigt nicht jedes Bild des Videos: Er lässt das bei $1 s aus. Nimm einen aktuellen Chrome, Edge, Firefox oder Safari.',
  ],
  [
    /^This browser cannot encode videos of this size\. .+$/,
    'Dieser Browser kann Videos dieser Größe nicht kodieren. Nimm einen aktuellen Chrome, Edge oder Firefox.',
  ],
]

const NETWORKS: readonly Message[] = [
  [
    /^The networks cannot run in this browser: (.+)\. Try a current Chrome, Edge, Firefox or Safari\.$/,
    'Die Netze laufen in diesem Browser nicht: {1}. Versuch es mit einem aktuellen Chrome, Edge, Firefox oder Safari.',
  ],
  [
    /^The networks stopped (\d+) times within a minute, most recently because (.+)\. Close .+$/,
    'Die Netze sind innerhalb einer Minute $1-mal stehen geblieben. Der letzte Grund: {2}. Schließ andere Seiten und Programme, die viel Speicher brauchen, und lade diese Seite neu.',
  ],
  [
    /^The networks stopped twice at one frame\. Reload the page\.$/,
    'Die Netze sind zweimal am selben Bild stehen geblieben. Lade die Seite neu.',
  ],
  [
    /^The face detector could not be loaded: (.+)\. Check the connection and reload\.$/,
    'Der Gesichtsdetektor konnte nicht geladen werden: {1}. Prüfe die Verbindung und lade die Seite neu.',
  ],
  [
    /^The weights of "(.+)" could not be loaded: (.+)\. Check the connection and reload\.$/,
    'Die Gewichte von „$1“ konnten nicht geladen werden: {2}. Prüfe die Verbindung und lade die Seite neu.',
  ],
  [
    /^The weights of "(.+)" cannot be used: (.+)\. Delete the variant, or import it again\.$/,
    'Die Gewichte von „$1“ sind nicht verwendbar: {2}. Lösch die Variante, oder importiere sie neu.',
  ],
  [/^the server answered (\d+)$/, 'der Server hat mit $1 geantwortet'],
  [/^(.+) has (\d+) bytes instead of (\d+)$/, '$1 hat $2 Bytes statt $3'],
  [
    /^(.+) is not the expected file \(its SHA-256 differs\)$/,
    '$1 ist nicht die erwartete Datei (ihr SHA-256 weicht ab)',
  ],
  [/^Failed to fetch$|^NetworkError .+$|^Load failed$/, 'keine Verbindung'],
]

const BACKENDS: readonly Message[] = [
  [/^(.+) \(measured on an earlier visit\)$/, '{1} (bei einem früheren Besuch gemessen)'],
  [/^(.+); (.+)$/, '{1}; {2}'],
  [/^([\d.]+) ms a face$/, '$1 ms je Gesicht'],
  [/^(\w+) took ([\d.]+) ms, not clearly less$/, '$1 brauchte $2 ms, nicht deutlich weniger'],
  [/^(\w+) took ([\d.]+) ms$/, '$1 brauchte $2 ms'],
  [/^asked for$/, 'so verlangt'],
  [/^ready first$/, 'als Erstes bereit'],
  [
    /^WebGPU needs https or localhost, and this page came over plain http$/,
    'WebGPU braucht https oder localhost, und diese Seite kam über einfaches http',
  ],
  [/^WebGPU found no graphics adapter$/, 'WebGPU hat keine Grafikkarte gefunden'],
  [/^WebGPU has only a software adapter here$/, 'WebGPU gibt es hier nur als Software'],
  [/^WebGL has only software here \((.+)\)$/, 'WebGL gibt es hier nur als Software ($1)'],
  [/^this browser has no WebGL 2 here$/, 'dieser Browser hat hier kein WebGL 2'],
  [/^this browser has no WebGPU$/, 'dieser Browser hat kein WebGPU'],
  [/^(\w+) did not answer within ([\d.]+) s$/, '$1 hat nicht innerhalb von $2 s geantwortet'],
  [/^(\w+) failed \((.+)\)$/, '$1 ist gescheitert ({2})'],
  [/^(\w+) did not start \((.+)\)$/, '$1 ist nicht gestartet ({2})'],
  [/^a worker no longer responds$/, 'ein Worker antwortet nicht mehr'],
  [/^a worker could not be loaded$/, 'ein Worker konnte nicht geladen werden'],
  [
    /^convolutions are slower than they could be, because (.+)$/,
    'Faltungen sind langsamer, als sie sein könnten. Grund: {1}',
  ],
  [/^its module did not load: (.+)$/, 'ihr Modul wurde nicht geladen: {1}'],
  [/^this browser (?:provides|gave) no 2D canvas$/, 'dieser Browser stellt keine 2D-Zeichenfläche bereit'],
]

const ANNOTATIONS: readonly Message[] = [
  [/^there are (\d+) points instead of (\d+)$/, 'es sind $1 Punkte statt $2'],
  [/^there are no points between braces$/, 'zwischen geschweiften Klammern stehen keine Punkte'],
  [/^a point is cut off: there are (\d+) numbers$/, 'ein Punkt ist abgeschnitten: Es sind $1 Zahlen'],
  [/^there is no photo beside it \((.+)\)$/, 'daneben liegt kein Foto ($1)'],
  [/^it is not valid JSON$/, 'es ist kein gültiges JSON'],
  [
    /^it is no COCO file: it has no lists of images and annotations$/,
    'es ist keine COCO-Datei: Listen von Bildern und Annotationen fehlen',
  ],
  [/^none of its annotations has key points$/, 'keine seiner Annotationen hat Punkte'],
  [/^it contains no image$/, 'es enthält kein Bild'],
  [/^it is no \.ljson: it holds no landmarks$/, 'es ist keine .ljson: Sie enthält keine Landmarken'],
  [/^it is no \.ljson of version 2 or 3$/, 'es ist keine .ljson der Version 2 oder 3'],
  [/^it is not a dlib data set: it contains no image$/, 'es ist kein dlib-Datensatz: Er enthält kein Bild'],
  [/^it is cut off in the middle of (.+)$/, 'es ist mitten in $1 abgeschnitten'],
  [/^it is damaged: (.+) does not end$/, 'es ist beschädigt: $1 hat kein Ende'],
  [/^its points are not named 0 to (\d+)$/, 'seine Punkte heißen nicht 0 bis $1'],
  [/^(\d+) of its (\d+) points are not marked$/, '$1 seiner $2 Punkte sind nicht markiert'],
  [/^both eyes are marked in one place$/, 'beide Augen sind an einer Stelle markiert'],
]

const TUNED_FILES: readonly Message[] = [
  [
    /^(.+) is not JSON: it is another kind of file, or was cut short\. Export it again\.$/,
    '$1 ist kein JSON: Die Datei ist von anderer Art oder abgeschnitten. Exportiere sie neu.',
  ],
  [
    /^(.+) contains no tuned variant\. Choose a file that this page exported\.$/,
    '$1 enthält keine abgestimmte Variante. Wähle eine Datei, die diese Seite exportiert hat.',
  ],
  [
    /^(.+) was exported by another version of this page \((.+)\)\. Update the page\.$/,
    '$1 wurde von einer anderen Version dieser Seite exportiert ($2). Aktualisiere die Seite.',
  ],
  [/^(.+) is damaged: (.+)\. Export it again\.$/, '$1 ist beschädigt ($2). Exportiere die Datei neu.'],
  [/^(.+) is damaged: (.+)\. Train it again\.$/, '$1 ist beschädigt ($2). Trainiere die Variante neu.'],
  [
    /^(.+) was trained on "(.+)", which is not available\. Available: (.+)\.$/,
    '$1 wurde auf „$2“ trainiert, das es hier nicht gibt. Es gibt: $3.',
  ],
]

const MESSAGES = [...VIDEOS, ...NETWORKS, ...ANNOTATIONS, ...TUNED_FILES, ...BACKENDS]

/** Translates a message of the library; undefined if it is unknown. */
export function translateMessage(english: string): string | undefined {
  for (const [pattern, german] of MESSAGES) {
    const found = pattern.exec(english)
    if (!found) continue
    return german.replaceAll(/\$(\d)|\{(\d)\}/g, (_, plain?: string, nested?: string) => {
      const text = found[Number(plain ?? nested)] ?? ''
      if (/^\d+\.\d+$/.test(text)) return text.replace('.', ',')
      return plain ? text : (translateMessage(text) ?? text)
    })
  }
  return undefined
}
