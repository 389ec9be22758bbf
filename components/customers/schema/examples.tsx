import { useState } from 'preact/hooks';
import { exampleOf, TRADES, type Trade } from '../../../lib/model/book/examples';
import { STAGE } from '../../../lib/model/book/schema';
import { Button } from '../../button';
import { useTexts } from '../../texts';
import { useCustomersTexts } from '../use-customers-texts';
import { ViewSection } from '../view-section';
import type { PartProps } from './schema-view';

/** Example schemas for three trades; what one would add is shown before it is added. */
export function Examples({ change, stageUses }: PartProps & { stageUses: () => Promise<number> }) {
  const own = useCustomersTexts();
  const { language, list } = useTexts();
  const [shown, show] = useState<Trade | null>(null);
  const [added, setAdded] = useState<Trade | null>(null);
  const example = shown && exampleOf(shown, language);
  async function take(): Promise<void> {
    if (!shown || !example) return;
    // If the uses cannot be counted, no stage is replaced.
    const replaceStages = (await stageUses().catch(() => 1)) === 0;
    if (!(await change({ kind: 'example', example, replaceStages }))) return;
    setAdded(shown);
    show(null);
  }
  return (
    <ViewSection id="examples" title={own('schema.examples')} help={own('schema.examples.help')}>
      <div class="flex flex-wrap gap-2">
        {TRADES.map((trade) => (
          <Button
            key={trade}
            aria-expanded={trade === shown}
            look={trade === shown ? 'soft' : 'plain'}
            onClick={() => show(trade === shown ? null : trade)}
          >
            {own(`schema.trade.${trade}`)}
          </Button>
        ))}
      </div>
      {example && (
        <div class="grid grid-cols-1 gap-2 rounded-m bg-hover p-3">
          <dl class="grid grid-cols-1 gap-x-3 gap-y-1 sm:grid-cols-[max-content_1fr]">
            <Row
              title={own('schema.stages')}
              text={list(example.fields.find(({ id }) => id === STAGE)?.options.map(({ name }) => name) ?? [])}
            />
            <Row title={own('schema.fields')} text={list(example.fields.filter(({ id }) => id !== STAGE).map(({ label }) => label))} />
            {example.groups.map(({ name }) => (
              <Row key={name} title={name} text={list(example.tags.filter((tag) => tag.group === name).map((tag) => tag.name))} />
            ))}
            <Row title={own('schema.kinds')} text={list(example.kinds.map(({ name }) => name))} />
          </dl>
          <div>
            <Button look="primary" onClick={() => void take()}>
              {own('schema.examples.take')}
            </Button>
          </div>
        </div>
      )}
      <p role="status" class="text-ink-2 empty:hidden">
        {added && own('schema.examples.taken', { name: own(`schema.trade.${added}`) })}
      </p>
    </ViewSection>
  );
}

function Row({ title, text }: { title: string; text: string }) {
  return (
    <>
      <dt class="text-ink-3">{title}</dt>
      <dd class="min-w-0 break-words">{text}</dd>
    </>
  );
}
