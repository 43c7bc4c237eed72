/** Text about what the page stores in the browser. */
export const STORAGE = {
  inOtherTab: 'another tab of this page is using it; close that tab',
  variantNotSaved: (reason: string) =>
    `This browser could not save the variant: ${reason}. Export it as a file instead.`,
  variantNotDeleted: (name: string, reason: string) => `${name} could not be deleted: ${reason}. Try again.`,
  variantMissing: (name: string) =>
    `${name} is no longer in this browser. Import it again in Fine-tune, or choose another variant.`,
  workNotKept: (reason: string) =>
    `This browser could not keep your work: ${reason}. Save it as a file before you close the page.`,
  workNotDeleted: (reason: string) =>
    `The kept work could not be deleted: ${reason}. Delete it with “Clear stored data” in About.`,
  clear: 'Clear stored data',
  cleared: 'All stored data was deleted. This tab keeps working; your next visit downloads everything again.',
  notCleared: (reason: string) => `Some data could not be deleted: ${reason}.`,
} as const
