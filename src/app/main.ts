// First, so that the classes of the modules come after it.
import './ui/base.css'
import { decideLanguage, setLanguage, type Language } from './ui/language.ts'
import { readKeptLanguage } from './storage/kept-language.ts'
import { setCatalogue } from './ui/text.ts'

/** Fills the catalogue; in English if the texts of another language do not come. */
async function loadLanguage(language: Language): Promise<void> {
  if (language === 'en') return
  try {
    const { GERMAN } = await import('./ui/text/german.ts')
    setCatalogue(GERMAN)
    setLanguage(language)
    document.documentElement.lang = language
  } catch {
    // Without a connection, perhaps. The page itself is there, and everything in it has an English text.
  }
}

/** Opens the page in its language. No `await` outside of a function: what is imported here imports this chunk back. */
async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  await loadLanguage(decideLanguage(location.search, readKeptLanguage(), navigator.languages))
  // Only now: modules may read the catalogue as they are loaded.
  const { openPage } = await import('./open-page.tsx')
  openPage(root)
}

void start()
