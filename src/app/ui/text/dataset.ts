import { formatCount, formatMebibytes } from '../format.ts'

const UNPACK = 'Unpack it and choose the folder you need.'

/** Text about imported data sets of annotated photos. */
export const DATASET = {
  chooseFolder: 'Choose folder',
  chooseFiles: 'Choose zip or files',
  reading: 'Reading the list of files …',
  sets: 'Sets',
  looseFiles: 'files outside of folders',
  setWithCount: (name: string, files: number) => `${name}, ${formatCount(files)}`,
  skipped: (count: number) =>
    count === 1 ? 'One file was skipped' : `${formatCount(count)} files were skipped`,
  moreSkipped: (count: number) => `and ${formatCount(count)} more`,
  fileCount: (count: number) => `${count} files`,
  yourFiles: 'Your selection',
  noFaces: (name: string) =>
    `${name} contains no .pts files and no dlib XML. Choose a folder or a zip that has photos with a .pts file of 68 points beside each, like 300W, or with a dlib XML.`,
  skippedFile: (path: string, reason: string) => `Skipped: ${path}, ${reason}.`,
  opening: (path: string) => `Opening ${path} …`,
  cannotOpen: (path: string, reason: string) => `${path} can no longer be opened: ${reason}`,
  sampleFaces: 'Sample faces',
  sampleFailed: 'it could not be loaded; try again when you are online',
  photoMissing: 'its photo is missing',
  pointsCoincide: 'all points are in one place',
  ptsTooLarge: (bytes: number) => `it is too large for 68 points: ${formatCount(bytes)} bytes`,
  xmlTooLarge: (bytes: number) => `it is too large: ${formatCount(bytes)} bytes`,
  zip: {
    overrun: 'it inflates to more than the archive says',
    cannotExtract: (reason: string) => `it cannot be extracted from the archive: ${reason}`,
    escapes: 'its path leads out of the archive; pack it again',
    encrypted: 'it is encrypted; make an archive without a password',
    entryTooLarge: (bytes: number, limit: number) =>
      `it would inflate to ${formatMebibytes(bytes)}; the limit is ${formatMebibytes(limit)}`,
    listTooLong: (name: string, limit: number) =>
      `${name} has a list of files longer than ${formatMebibytes(limit)}. ${UNPACK}`,
    tooManyFiles: (name: string, limit: number) =>
      `${name} contains more than ${formatCount(limit)} files. ${UNPACK}`,
    unreadable: (name: string) =>
      `${name} cannot be read as a zip: it is damaged, incomplete or another format. Pack it again, or choose the unpacked folder.`,
  },
} as const
