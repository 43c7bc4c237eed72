import type { Catalogue } from '../../text.ts'

export const ARTICLE: Catalogue['article'] = {
  open: 'Der Artikel in Kürze: seine drei Ideen, und was wir gefunden haben',
  loading: 'Der Artikel wird geladen …',
  pull: 'Wie stark jede Verlustfunktion zieht',
  pullLabel:
    'Betrag der Ableitung über dem Fehler, für L2, L1, smooth L1 und Wing. Unter etwa zwei Pixeln zieht Wing am stärksten, darüber L2.',
  errorAxis: 'Fehler, Pixel der Netzeingabe',
  pullAxis: 'Zug: Betrag der Ableitung',
}
