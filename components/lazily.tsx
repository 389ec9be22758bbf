import type { ComponentChild } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ProblemNote } from './note';
import { whenIdle } from './when-idle';

type View<P> = (props: P) => ComponentChild;

/**
 * A view whose code is loaded when it is first shown, or as soon as there is nothing else to do. Until then there is nothing in its
 * place.
 */
export function lazily<P extends object>(load: () => Promise<View<P>>, when: 'shown' | 'idle' = 'shown'): View<P> {
  let known: View<P> | null = null;
  if (when === 'idle')
    whenIdle(
      () =>
        void load().then(
          (view) => (known = view),
          () => undefined,
        ),
    );
  return function Lazy(props: P) {
    const [state, setState] = useState<{ view: View<P> | null; failed: boolean }>({ view: known, failed: false });
    const begin = () =>
      load().then(
        (view) => {
          known = view;
          setState({ view, failed: false });
        },
        () => setState({ view: null, failed: true }),
      );
    useEffect(() => {
      if (!state.view) void begin();
    }, []);
    if (state.failed) return <ProblemNote problem={{ kind: 'unexpected', where: 'panel' }} onRetry={() => void begin()} />;
    const { view: Loaded } = state;
    return Loaded ? <Loaded {...props} /> : null;
  };
}
