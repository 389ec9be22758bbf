import { useEffect } from 'preact/hooks';

/** Does it again when the person comes back to the page: what it shows may have been changed in another tab. */
export function useWhenBack(again: () => void): void {
  useEffect(() => {
    const back = () => document.visibilityState === 'visible' && again();
    window.addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      window.removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  });
}
