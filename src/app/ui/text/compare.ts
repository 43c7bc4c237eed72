/** Text of Compare. */
export const COMPARE = {
  layout: 'Layout',
  layouts: { panels: 'Panels', overlay: 'Overlaid', difference: 'Difference' },
  difference: (lead: string, factor: number) => `From ${lead}, × ${factor}`,
  magnify: 'Magnify differences',
  enlarged: (factor: number) => `${factor}× size`,
  arrows: (factor: number) => `arrows ${factor}×`,
  note: (lead: string) =>
    `All variants use the crop that stage 1 of ${lead} has found. Jitter is measured before smoothing, in % of the inter-ocular distance.`,
  nmeNote: (protocol: string) => `NME: inter-ocular, %, ${protocol}.`,
  ced: 'Cumulative error distribution',
  cedLabel: (areas: string) => `Cumulative error distribution; area under the curve: ${areas}`,
  cedAxis: 'error, % of inter-ocular distance',
  cedShare: '% of test faces',
} as const
