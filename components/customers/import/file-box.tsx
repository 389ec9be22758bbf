import { useRef, useState } from 'preact/hooks';
import { Button } from '../../button';
import { useImportTexts } from './use-import-texts';

/** A box to drop a file on or choose one. */
export function FileBox({ onFile }: { onFile: (file: File) => void }) {
  const t = useImportTexts();
  const [over, setOver] = useState(false);
  return (
    <div
      class={`grid justify-items-center gap-2 rounded-m border-2 border-dashed px-4 py-6 text-center ${over ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (file) onFile(file);
      }}
    >
      <p class="text-ink-2">{t('in.drop')}</p>
      <FileButton look="primary" label={t('in.choose')} onFile={onFile} />
      <p class="text-sm text-ink-3">{t('in.formats')}</p>
    </div>
  );
}

interface FileButtonProps {
  look?: 'primary' | 'plain';
  label: string;
  /** Its name for screen readers, where the label is not enough. */
  name?: string;
  onFile: (file: File) => void;
}

/** The browser's file input, hidden behind a button that looks like the others. */
export function FileButton({ look = 'plain', label, name, onFile }: FileButtonProps) {
  const box = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={look} icon="file" {...(name && { 'aria-label': name })} onClick={() => box.current?.click()}>
        {label}
      </Button>
      <input
        ref={box}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,.xlsm,.vcf,.vcard,.json,.xls"
        aria-label={name ?? label}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
