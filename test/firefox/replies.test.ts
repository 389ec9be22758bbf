import { standInFirefox } from '../support/firefox-stand.ts';
import { walkReplies } from '../support/replies-walk.ts';

walkReplies(standInFirefox);
