import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { regions } from '../../lib/model/region';
import { callingCodeOf, homeOf, type Region } from '../../lib/model/regions';
import type { Home, KeepDays, Language, MostCustomers, Preferences as Values, Theme } from '../../lib/model/settings';
import { ManagedMark, Section } from './section';
import { Switch } from './switch';
import { useTexts } from '../texts';
import { useOptionsTexts } from './use-options-texts';

interface PreferencesProps {
  preferences: Values;
  managed: (keyof Values)[];
  onChange: (change: Partial<Values>) => unknown;
}

const REMINDER_SHOWS: Values['reminderShows'][] = ['nothing', 'name', 'text'];
const KEEP: KeepDays[] = [0, 1, 7, 30];
const MOST: MostCustomers[] = [0, 10_000, 100_000, 1_000_000];
const THEMES: Theme[] = ['auto', 'light', 'dark'];
/** Each language in its own words, so that its readers find it. */
const LANGUAGES: [Exclude<Language, 'auto'>, string][] = [
  ['zh_CN', '简体中文'],
  ['zh_TW', '繁體中文'],
  ['en', 'English'],
];

interface PrivacyProps extends PreferencesProps {
  /** Some CRM has customers of which copies are kept. */
  hasCopies: boolean;
  children?: ComponentChildren;
}

export function Privacy({ preferences, managed, onChange, hasCopies, children }: PrivacyProps) {
  const t = useOptionsTexts();
  return (
    <Section id="privacy" title={t('privacy.title')}>
      <div class="grid gap-4">
        <Line label={t('privacy.mask')} help={t('privacy.maskHelp')} managed={managed.includes('maskPhones')}>
          {(ids) => <Switch {...ids} checked={preferences.maskPhones} onSwitch={(maskPhones) => onChange({ maskPhones })} />}
        </Line>
        <Line label={t('privacy.reminder')} help={t('privacy.reminderHelp')} managed={managed.includes('reminderShows')}>
          {(ids) => (
            <Select
              ids={ids}
              value={preferences.reminderShows}
              onValue={(value) => onChange({ reminderShows: value as Values['reminderShows'] })}
            >
              {REMINDER_SHOWS.map((what) => (
                <option key={what} value={what}>
                  {t(`privacy.reminder-${what}`)}
                </option>
              ))}
            </Select>
          )}
        </Line>
        {hasCopies && <Copies {...{ preferences, managed, onChange }} />}
        {children}
      </div>
    </Section>
  );
}

/** How long, and how many, copies of a CRM's customers are kept on this computer. */
function Copies({ preferences, managed, onChange }: PreferencesProps) {
  const t = useOptionsTexts();
  return (
    <>
      <Line label={t('privacy.keep')} help={t('privacy.keepHelp')} managed={managed.includes('keepDays')}>
        {(ids) => (
          <Select ids={ids} value={String(preferences.keepDays)} onValue={(value) => onChange({ keepDays: Number(value) as KeepDays })}>
            {KEEP.map((days) => (
              <option key={days} value={String(days)}>
                {days === 0 ? t('privacy.keep0') : t('privacy.keepDays', { count: days })}
              </option>
            ))}
          </Select>
        )}
      </Line>
      <Line label={t('privacy.most')} help={t('privacy.mostHelp')} managed={managed.includes('mostCustomers')}>
        {(ids) => (
          <Select
            ids={ids}
            value={String(preferences.mostCustomers)}
            onValue={(value) => onChange({ mostCustomers: Number(value) as MostCustomers })}
          >
            {MOST.map((most) => (
              <option key={most} value={String(most)}>
                {most === 0 ? t('privacy.most0') : t('privacy.mostCount', { count: most.toLocaleString() })}
              </option>
            ))}
          </Select>
        )}
      </Line>
    </>
  );
}

export function Look({ preferences, managed, onChange }: PreferencesProps) {
  const t = useOptionsTexts();
  const { language } = useTexts();
  const names = new Intl.DisplayNames(language.replace('_', '-'), { type: 'region', style: 'short' });
  const placeOf = (region: Region) => `${names.of(region)} +${callingCodeOf(region)}`;
  const following = homeOf('auto', language);
  return (
    <Section id="look" title={t('look.title')}>
      <div class="grid gap-4">
        <Line label={t('look.language')} managed={managed.includes('language')}>
          {(ids) => (
            <Select ids={ids} value={preferences.language} onValue={(language) => onChange({ language: language as Language })}>
              <option value="auto">{t('auto')}</option>
              {LANGUAGES.map(([language, name]) => (
                <option key={language} value={language}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Line>
        <Line label={t('look.home')} help={t('look.homeHelp')} managed={managed.includes('home')}>
          {(ids) => (
            <Select ids={ids} value={preferences.home} onValue={(home) => onChange({ home: home as Home })}>
              <option value="auto">{t('home.auto', { region: following ? placeOf(following) : t('home.none') })}</option>
              {regions.map((region) => (
                <option key={region} value={region}>
                  {placeOf(region)}
                </option>
              ))}
              <option value="none">{t('home.none')}</option>
            </Select>
          )}
        </Line>
        <Line label={t('look.cards')} help={t('look.cardsHelp')} managed={managed.includes('cards')}>
          {(ids) => (
            <Select ids={ids} value={preferences.cards} onValue={(cards) => onChange({ cards: cards as Values['cards'] })}>
              {(['one', 'each'] as const).map((cards) => (
                <option key={cards} value={cards}>
                  {t(`look.cards-${cards}`)}
                </option>
              ))}
            </Select>
          )}
        </Line>
        <Line label={t('look.theme')} managed={managed.includes('theme')}>
          {(ids) => (
            <Select ids={ids} value={preferences.theme} onValue={(theme) => onChange({ theme: theme as Theme })}>
              {THEMES.map((theme) => (
                <option key={theme} value={theme}>
                  {t(`theme.${theme}`)}
                </option>
              ))}
            </Select>
          )}
        </Line>
      </div>
    </Section>
  );
}

interface Ids {
  id: string;
  disabled: boolean;
  'aria-describedby': string | undefined;
}

interface LineProps {
  label: string;
  help?: string;
  managed: boolean;
  children: (ids: Ids) => ComponentChildren;
}

function Line({ label, help, managed, children }: LineProps) {
  const id = useId();
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div class="min-w-0 flex-[1_1_9rem]">
        <label for={id}>{label}</label>
        {help && (
          <p id={`${id}-help`} class="text-sm text-ink-3">
            {help}
          </p>
        )}
        {managed && <ManagedMark />}
      </div>
      {children({ id, disabled: managed, 'aria-describedby': help ? `${id}-help` : undefined })}
    </div>
  );
}

function Select({
  ids,
  value,
  onValue,
  children,
}: {
  ids: Ids;
  value: string;
  onValue: (value: string) => void;
  children: ComponentChildren;
}) {
  return (
    <select
      {...ids}
      class="h-8 max-w-full min-w-32 rounded-m border border-edge bg-surface px-2 disabled:opacity-60"
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    >
      {children}
    </select>
  );
}
