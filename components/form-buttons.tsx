import { Button } from './button';
import { useTexts } from './texts';

interface FormButtonsProps {
  submit: string;
  disabled?: boolean;
  /** Without it there is no button to cancel. */
  onCancel?: (() => void) | undefined;
}

/** The buttons at the end of a form: one submits it, the other cancels. */
export function FormButtons({ submit, disabled = false, onCancel }: FormButtonsProps) {
  const { t } = useTexts();
  return (
    <div class="flex flex-wrap gap-2">
      <Button type="submit" look="primary" disabled={disabled}>
        {submit}
      </Button>
      {onCancel && (
        <Button look="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      )}
    </div>
  );
}
