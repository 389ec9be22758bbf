import { useContext } from 'preact/hooks';
import { homeOf, type Region } from '../lib/model/regions';
import { HomeContext } from './home';
import { useTexts } from './texts';

/** The home region; null if no calling code is added to numbers. In a file of its own, because it loads the regions. */
export function useHome(): Region | null {
  const { language } = useTexts();
  return homeOf(useContext(HomeContext), language);
}
