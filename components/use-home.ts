import { useContext } from 'preact/hooks';
import { homeOf, type Region } from '../lib/model/regions';
import { HomeContext } from './home';
import { useTexts } from './texts';

/** The home region; null where no digits are added to a number. Apart from the context, so that what needs none of it loads no regions. */
export function useHome(): Region | null {
  const { language } = useTexts();
  return homeOf(useContext(HomeContext), language);
}
