import { translateMessage } from './library-messages.ts'

/** German of words and sentences that stand outside of the catalogue: in the library, results and models' cards. */
const TEXTS: Readonly<Record<string, string>> = {
  // Features of a face.
  jaw: 'Kiefer',
  'right brow': 'rechte Braue',
  'left brow': 'linke Braue',
  'nose ridge': 'Nasenrücken',
  'nose wings': 'Nasenflügel',
  'right eye': 'rechtes Auge',
  'left eye': 'linkes Auge',
  'outer lips': 'Lippen außen',
  'inner lips': 'Lippen innen',
  brows: 'Brauen',
  nose: 'Nase',
  eyes: 'Augen',
  mouth: 'Mund',
  // Groups of test faces.
  'yaw below 15°': 'Gierwinkel unter 15°',
  'yaw 15° to 30°': 'Gierwinkel 15° bis 30°',
  'yaw above 30°': 'Gierwinkel über 30°',
  'dark picture': 'dunkles Bild',
  'a closed eye': 'ein geschlossenes Auge',
  // Results and cards.
  "554 faces of 300W's common test set (lfpw/testset + helen/testset), annotated boxes":
    '554 Gesichter der Testmenge „common“ von 300W (lfpw/testset + helen/testset), annotierte Rahmen',
  '300W without IBUG and without part of HELEN: LFPW train 802, HELEN train 870, AFW 337; 12004 pseudo-labelled photos: landmarks by the 68-point MobileFaceNet of cunjian/pytorch_face_landmark, averaged over four views':
    '300W ohne IBUG und ohne einen Teil von HELEN: LFPW train 802, HELEN train 870, AFW 337; 12.004 Fotos mit Pseudolabels: Landmarken des MobileFaceNet mit 68 Punkten aus cunjian/pytorch_face_landmark, gemittelt über vier Ansichten',
  "Trained on 300W and other photos: for research only, not for commercial use. The code's MIT licence does not lift this restriction.":
    'Mit 300W und anderen Fotos trainiert: nur für die Forschung, nicht für kommerzielle Zwecke. Die MIT-Lizenz des Codes hebt diese Einschränkung nicht auf.',
}

/** Translates such a text; an unknown one stays English. */
export function translateData(english: string): string {
  return TEXTS[english] ?? translateMessage(english) ?? english
}
