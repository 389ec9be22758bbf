import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

/** Tells the time in epoch ms. */
export type Clock = () => number;

const ClockContext = createContext<Clock>(() => 0);

export function ClockProvider({ now, children }: { now: Clock; children: ComponentChildren }) {
  return <ClockContext.Provider value={now}>{children}</ClockContext.Provider>;
}

/** The clock itself, for the moment of a press. */
export function useClock(): Clock {
  return useContext(ClockContext);
}

/** The time now; renders the component again every `step` ms (null = only when something else does). */
export function useNow(step: number | null): number {
  const now = useClock();
  const [, tick] = useState(0);
  useEffect(() => {
    if (step === null) return;
    const timer = setInterval(() => tick((count) => count + 1), step);
    return () => clearInterval(timer);
  }, [step]);
  return now();
}

/** The time now; renders the component again once at `moment` (epoch ms, null = never). */
export function useMoment(moment: number | null): number {
  const now = useClock();
  const [, tick] = useState(0);
  const left = moment === null ? null : moment - now();
  useEffect(() => {
    if (left === null || left <= 0) return;
    const timer = setTimeout(() => tick((count) => count + 1), left);
    return () => clearTimeout(timer);
  }, [moment]);
  return now();
}
