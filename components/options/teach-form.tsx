import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LIMITS } from '../../lib/model/limits';
import type { DraftName } from '../../lib/model/draft';
import { toProblem, type Problem } from '../../lib/model/problem';
import { useForm } from '../form';
import { FormButtons } from '../form-buttons';
import { useAnnounce } from '../live';
import { Note, ProblemNote } from '../note';
import { TextLine } from '../text-line';
import { useTexts } from '../texts';
import type { OptionsActions } from './actions';
import { useOptionsTexts } from './use-options-texts';

interface TeachFormProps {
  url: string;
  name: string;
  /** The person has asked for the page of a tab, and the browser did not tell its address. */
  untold?: boolean;
  actions: OptionsActions;
  onDone: () => void;
}

/** `url` is the page that is taught again, '' for a new one. */
export function teachDraft(url: string): DraftName {
  return { form: 'teach', of: url, connection: null };
}

/** Which page is to be taught. The pointing itself happens in that page. */
export function TeachForm({ url, name, untold, actions, onDone }: TeachFormProps) {
  const { language, t } = useTexts();
  const own = useOptionsTexts();
  const announce = useAnnounce();
  const form = useRef<HTMLFormElement>(null);
  const lines = useForm(teachDraft(url), { url, name });
  const typed = lines.values;
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<'ready' | 'teaching' | 'left' | Problem>('ready');
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), []);
  const address = URL.parse(typed.url.trim());
  const isWeb = address !== null && /^https?:$/.test(address.protocol);

  function leave(): void {
    lines.done();
    onDone();
  }
  /** Runs inside the click, up to the first await of what is called: the browser asks for permission there. */
  async function teach(): Promise<void> {
    setTried(true);
    if (!isWeb) return void form.current?.querySelector('input')?.focus();
    setState('teaching');
    try {
      const kept = await actions.teachPage(address.href, typed.name.trim(), language);
      if (!kept) return setState('left');
      announce(own('pages.learned', { name: typed.name.trim() || address.hostname }));
      leave();
    } catch (thrown) {
      setState(toProblem(thrown, 'teach'));
    }
  }
  return (
    <form
      ref={form}
      noValidate
      aria-label={own('pages.teach')}
      class="grid max-w-lg gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void teach();
      }}
    >
      <TextLine
        label={own('pages.address')}
        help={own(untold ? 'pages.untold' : 'pages.addressHelp')}
        fault={tried && !isWeb ? own('address.no-address') : null}
        type="url"
        most={LIMITS.text}
        placeholder="https://chat.example.com/"
        value={typed.url}
        onValue={(url) => lines.set({ url })}
      />
      <TextLine label={own('pages.name')} optional={t('form.optional')} value={typed.name} onValue={(name) => lines.set({ name })} />
      {isWeb && <p class="text-sm text-ink-2">{own('pages.permission', { origin: address.origin })}</p>}
      <div role="status" class="empty:hidden">
        {state === 'teaching' && <Note tone="info" icon="chat" children={own('pages.teaching')} />}
        {state === 'left' && <Note tone="neutral" icon="warn" children={own('pages.left')} />}
        {typeof state === 'object' && <ProblemNote problem={state} />}
      </div>
      <FormButtons submit={own('pages.begin')} disabled={state === 'teaching'} onCancel={leave} />
    </form>
  );
}
