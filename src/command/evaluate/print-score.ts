import type { Score } from '../../evaluation/score.ts'

/** Prints the errors of a score; the faces, and how many of them were found, are printed by the caller. */
export function printErrors({ nmeInterPupil, nmeInterOcular, auc8, failureRate8 }: Score): void {
  console.log(`NME inter-pupil          ${nmeInterPupil.toFixed(3)} %`)
  console.log(`NME inter-ocular         ${nmeInterOcular.toFixed(3)} %`)
  console.log(`AUC at 8% inter-ocular   ${auc8.toFixed(2)} %`)
  console.log(`failures above 8%        ${failureRate8.toFixed(2)} %`)
}
