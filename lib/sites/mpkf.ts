import { MPKF } from '../model/chat-pages';
import type { SiteSettings } from '../model/settings';

/**
 * WeChat's console for public accounts and mini programs (公众号客服). We have never seen the page: the selectors come from a copy of it in another
 * project and, independently, from two user scripts, all of about 2018 to 2020. The header has the nickname and no id.
 */
export const mpkf: SiteSettings = {
  id: MPKF.id,
  name: '',
  matches: MPKF.matches,
  read: {
    id: [],
    name: ['.chat_header .chat_header_name', '.chat_header_name'],
    idle: ['.chat_not_pick'],
    row: ['.card'],
    rowName: ['.card_content_nick', '.card_pic img@title'],
    message: ['.message_box'],
  },
};
