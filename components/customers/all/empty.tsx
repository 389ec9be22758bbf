import { Button } from '../../button';
import { State } from '../../panel/state';
import { useCustomersTexts } from '../use-customers-texts';

/** Shown where nothing is connected whose customers could be listed. */
export function Unconnected({ onSettings }: { onSettings: () => void }) {
  const own = useCustomersTexts();
  return (
    <State
      icon="group"
      title={own('all.none')}
      help={own('all.noConnection')}
      actions={<Button onClick={onSettings}>{own('all.settings')}</Button>}
    />
  );
}

/** Says how customers get here, while there are none. */
export function Empty({ isBook, onImport }: { isBook: boolean; onImport: () => void }) {
  const own = useCustomersTexts();
  return (
    <div class="flex-1">
      <State
        icon="group"
        title={own('all.none')}
        help={own(isBook ? 'all.noneHelp' : 'all.noneOfCrm')}
        actions={
          isBook && (
            <Button look="primary" icon="file" onClick={onImport}>
              {own('all.import')}
            </Button>
          )
        }
      />
    </div>
  );
}
