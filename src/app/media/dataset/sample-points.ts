/** Points of the faces of the sample photos as .pts, by path; docs/evaluate.md tells how they were placed. */
export const SAMPLE_POINTS = import.meta.glob<string>('../sample-faces/*.pts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
