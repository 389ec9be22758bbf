import { useState } from 'preact/hooks';
import { contactKey } from '../../lib/model/contact';
import { piecesOf, type Piece } from '../../lib/model/excerpt';
import { peopleIn, type Person } from '../../lib/model/excerpt-people';
import type { ConnectionView, PanelView } from '../../lib/model/view';
import { AddForm } from '../customer/add-form';
import { INPUT, Labelled } from '../field';
import { Note } from '../note';
import type { PanelActions } from '../panel/actions';
import { SideView } from '../panel/side-view';
import type { Translate } from '../../locales/translate';
import { Select } from '../select';
import { useTexts } from '../texts';
import { useHome } from '../use-home';
import { Pieces } from './pieces';

interface ExcerptViewProps {
  /** The part of the chat. */
  text: string;
  /** The key of the contact whose chat it is from, '' where none was open. */
  of: string;
  view: PanelView;
  maskPhones: boolean;
  actions: PanelActions;
  onClose: () => void;
}

/** What a part of the chat says of the customer, to be looked at and written into their record. Beside another chat it waits. */
export function ExcerptView(props: ExcerptViewProps) {
  const { text, of, view, onClose } = props;
  const { t } = useTexts();
  const person = view.kind === 'person' && contactKey(view.contact) === of ? view : null;
  return (
    <SideView title={t('excerpt.title')} onClose={onClose}>
      <blockquote
        aria-label={t('excerpt.quote')}
        class="max-h-32 overflow-y-auto border-l-2 border-line pl-2.5 text-ink-2 break-words whitespace-pre-wrap"
      >
        {text}
      </blockquote>
      {person ? (
        <Beside {...props} view={person} />
      ) : (
        <Note tone="info" icon="chat">
          {t(of === '' ? 'excerpt.nobody' : 'excerpt.elsewhere')}
        </Note>
      )}
    </SideView>
  );
}

type BesideProps = ExcerptViewProps & { view: Extract<PanelView, { kind: 'person' }> };

/** Of a text about several people nothing is offered before the person has said whom it is for. */
function Beside(props: BesideProps) {
  const home = useHome();
  const [people] = useState(() => peopleIn(props.text, home));
  const [at, setAt] = useState(people.length > 1 ? '' : '0');
  const one = at === ALL ? { text: props.text, pieces: piecesOf(props.text, home) } : people[Number(at)];
  return (
    <>
      {people.length > 1 && <WhichPerson people={people} at={at} onChoose={setAt} />}
      {at !== '' && one && <BesideOne key={at} {...props} {...one} />}
    </>
  );
}

/** The choice of the whole text. */
const ALL = 'all';

function WhichPerson({ people, at, onChoose }: { people: Person[]; at: string; onChoose: (at: string) => void }) {
  const { t } = useTexts();
  const nameOf = ({ pieces }: Person) => pieces.find(({ kind }) => kind === 'name' || kind === 'address')?.text ?? '';
  const options = people.map((person, place) => [String(place), `${place + 1}. ${nameOf(person)}`] as const);
  return (
    <Select
      label={t('excerpt.people', { count: people.length })}
      options={[...(at === '' ? ([['', t('excerpt.choose')]] as const) : []), ...options, [ALL, t('excerpt.onePerson')]]}
      value={at}
      onValue={onChoose}
    />
  );
}

function BesideOne({ text, pieces, view, maskPhones, actions, onClose }: BesideProps & { pieces: Piece[] }) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<string | null>(null);
  const known = view.cards.flatMap((card) => (card.body.kind === 'found' ? [{ card, customer: card.body.customer }] : []));
  const adder = view.cards.find(({ body, connection }) => body.kind === 'none' && connection.can.addCustomer)?.connection;
  const at = known.find(({ card }) => card.connection.id === chosen) ?? known[0];
  if (!at && adder)
    return <AddForm contact={view.contact} connection={adder} start={startOf(pieces, text, t)} {...{ actions, maskPhones, onClose }} />;
  if (!at)
    return (
      <Note tone="info" icon="chat">
        {t('excerpt.undecided')}
      </Note>
    );
  return (
    <>
      {known.length > 1 && <WhichRecord known={known.map(({ card }) => card.connection)} at={at.card.connection.id} onChoose={setChosen} />}
      <Pieces key={at.card.connection.id} {...at} text={text} pieces={pieces} actions={actions} onClose={onClose} />
    </>
  );
}

function WhichRecord({ known, at, onChoose }: { known: ConnectionView[]; at: string; onChoose: (id: string) => void }) {
  const { t } = useTexts();
  return (
    <Labelled label={t('excerpt.record')}>
      {(ids) => (
        <select {...ids} class={INPUT} value={at} onChange={(event) => onChoose(event.currentTarget.value)}>
          {known.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** The initial values of the form for a new customer; pieces without a line of their own are in the remark. */
function startOf(pieces: Piece[], text: string, t: Translate) {
  const all = (kind: Piece['kind']) => pieces.filter((piece) => piece.kind === kind).map((piece) => piece.text);
  const rest = pieces.filter(({ kind }) => kind !== 'name' && kind !== 'company' && kind !== 'phone');
  const remark = rest.map(({ kind, text: said }) => t('excerpt.line', { label: t(`excerpt.${kind}`), text: said }));
  const [name] = all('name');
  const [company] = all('company');
  const phones = all('phone').join(', ');
  return {
    ...(name && { name }),
    ...(company && { company }),
    ...(phones && { phones }),
    remark: (pieces.length === 0 ? [text] : remark).join('\n'),
  };
}
