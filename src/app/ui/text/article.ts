/** Text about the article in About; the article itself is docs/article.md. */
export const ARTICLE = {
  open: 'The paper in short: its three ideas, and what we found',
  loading: 'Loading the article …',
  pull: 'How hard each loss pulls',
  pullLabel:
    'Size of the derivative over the error, for L2, L1, smooth L1 and Wing. Wing pulls hardest below about two pixels, L2 above.',
  errorAxis: 'error, pixels of the network’s input',
  pullAxis: 'pull: size of the derivative',
} as const
