import { createContext } from 'preact';
import type { Preferences } from '../lib/model/settings';

/** Where numbers without a calling code belong, as the person has chosen it. */
export const HomeContext = createContext<Preferences['home']>('auto');
