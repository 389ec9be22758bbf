import { standInChromium } from '../support/chromium-stand.ts';
import { walkReplies } from '../support/replies-walk.ts';

walkReplies(standInChromium);
