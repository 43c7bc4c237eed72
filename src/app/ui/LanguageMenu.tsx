import { encodeAddress } from '../state/address/address.ts'
import { flushSearch, replaceSearch } from '../state/address-bar.ts'
import { useAppState } from '../state/store.ts'
import { keepLanguage } from '../storage/kept-language.ts'
import { LANGUAGES, getLanguage, type Language } from './language.ts'
import { TEXT } from './text.ts'
import pageStyles from './page.module.css'

/** Loads the page anew in another language: what the address holds stays, and so does the choice. */
function chooseLanguage(language: Language, search: string): void {
  keepLanguage(language)
  replaceSearch(encodeAddress({ page: { language } }, search))
  flushSearch()
  location.reload()
}

/** Menu of the page's languages, each by its own name. */
export function LanguageMenu() {
  const search = useAppState((state) => state.search)
  return (
    <select
      className={pageStyles.language}
      aria-label={TEXT.shell.language}
      value={getLanguage()}
      onChange={({ target }) => chooseLanguage(target.value as Language, search)}
    >
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}
